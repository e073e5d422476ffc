/** Rules that are refused, as the whole validation refuses them. */
import * as fc from 'fast-check';
import { everyHour, mostDays, withRule } from './validate.fixtures';

describe('rules that are refused, with a bounded number of days looked at', () => {
  test.each([
    ['every second', 'FREQ=SECONDLY', 'too_frequent'],
    ['every minute', 'FREQ=MINUTELY;INTERVAL=30', 'too_frequent'],
    ['every hour', 'FREQ=HOURLY', 'too_frequent'],
    ['48 windows a day', `FREQ=DAILY;BYHOUR=${everyHour};BYMINUTE=0,30`, 'too_frequent'],
    ['a thousand million times', 'FREQ=DAILY;COUNT=1000000000', 'out_of_range'],
    ['a number too long to read', `FREQ=DAILY;COUNT=${'9'.repeat(200)}`, 'out_of_range'],
    ['for 10,000 years, by count', 'FREQ=YEARLY;INTERVAL=10;COUNT=1000', 'recurrence_too_long'],
    ['for 7,973 years, by date', 'FREQ=YEARLY;UNTIL=99991231T235959Z', 'recurrence_too_long'],
    [
      'a leap Monday a thousand times',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=1000',
      'recurrence_too_long',
    ],
    ['every thousand years, twice', 'FREQ=YEARLY;INTERVAL=1000;COUNT=2', 'recurrence_too_long'],
    ['30 February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'impossible_recurrence'],
    ['30 February, tried every day', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'impossible_recurrence'],
    ['the second window of days with one', 'FREQ=DAILY;BYHOUR=9;BYSETPOS=2', 'impossible_recurrence'],
    ['the 366th of 24 a day', `FREQ=DAILY;BYHOUR=${everyHour};BYSETPOS=366`, 'impossible_recurrence'],
    ['the sixth Friday', 'FREQ=MONTHLY;BYDAY=FR;BYSETPOS=6', 'impossible_recurrence'],
    ['week 53 in July', 'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=7', 'impossible_recurrence'],
    ['the 53rd Monday of a month', 'FREQ=YEARLY;BYMONTH=5;BYDAY=53MO', 'impossible_recurrence'],
    ['over before it starts', 'FREQ=DAILY;UNTIL=20260101', 'impossible_recurrence'],
    ['over a minute before it starts, in UTC', 'FREQ=DAILY;UNTIL=20260301T155900Z', 'impossible_recurrence'],
    ['an unknown part', 'FREQ=DAILY;BYEASTER=1', 'unknown_rule_part'],
    ['the name of a method', 'FREQ=DAILY;CONSTRUCTOR=1', 'unknown_rule_part'],
    ['another calendar', 'RSCALE=CHINESE;FREQ=YEARLY', 'unknown_rule_part'],
    ['a start in it', 'DTSTART:20260301T170000\nRRULE:FREQ=DAILY', 'unsupported_rule_part'],
    ['a start as a part', 'FREQ=DAILY;DTSTART=20260301T170000', 'unsupported_rule_part'],
    ['a zone', 'FREQ=DAILY;TZID=America/New_York', 'unsupported_rule_part'],
    ['its own name', 'RRULE:FREQ=DAILY', 'unsupported_rule_part'],
    ['half minutes', 'FREQ=DAILY;BYSECOND=30', 'unsupported_rule_part'],
    ['a part twice', 'FREQ=DAILY;FREQ=WEEKLY', 'duplicate_rule_part'],
    ['no frequency', 'BYDAY=MO', 'invalid_recurrence'],
    ['an unknown frequency', 'FREQ=FORTNIGHTLY', 'invalid_recurrence'],
    ['no value', 'FREQ=DAILY;BYDAY=', 'invalid_recurrence'],
    ['no equals sign', 'FREQ=DAILY;NOW', 'invalid_recurrence'],
    ['a part without a name', 'FREQ=DAILY;=1', 'invalid_recurrence'],
    ['an empty part', 'FREQ=DAILY;', 'invalid_recurrence'],
    ['an unknown day', 'FREQ=WEEKLY;BYDAY=XX', 'invalid_recurrence'],
    ['day 0', 'FREQ=MONTHLY;BYDAY=0MO', 'invalid_recurrence'],
    ['an unknown first day of the week', 'FREQ=WEEKLY;WKST=MONDAY', 'invalid_recurrence'],
    ['31 June', 'FREQ=DAILY;UNTIL=20260631', 'invalid_recurrence'],
    ['25 o’clock', 'FREQ=DAILY;UNTIL=20260630T250000', 'invalid_recurrence'],
    ['hour 24', 'FREQ=DAILY;BYHOUR=24', 'out_of_range'],
    ['minute -1', 'FREQ=DAILY;BYMINUTE=-1', 'out_of_range'],
    ['month 13', 'FREQ=DAILY;BYMONTH=1,13', 'out_of_range'],
    ['day 0 of the month', 'FREQ=MONTHLY;BYMONTHDAY=0', 'out_of_range'],
    ['half a month', 'FREQ=MONTHLY;INTERVAL=0.5', 'out_of_range'],
    ['no interval', 'FREQ=MONTHLY;INTERVAL=0', 'out_of_range'],
    ['COUNT and UNTIL', 'FREQ=DAILY;COUNT=3;UNTIL=20270101', 'conflicting_rule_parts'],
    ['the first of nothing', 'FREQ=MONTHLY;BYSETPOS=1', 'conflicting_rule_parts'],
    ['weeks of a month', 'FREQ=MONTHLY;BYWEEKNO=20', 'conflicting_rule_parts'],
    ['days of the year in a week', 'FREQ=WEEKLY;BYYEARDAY=20', 'conflicting_rule_parts'],
    ['days of the month in a week', 'FREQ=WEEKLY;BYMONTHDAY=20', 'conflicting_rule_parts'],
    ['the second Tuesday of a week', 'FREQ=WEEKLY;BYDAY=2TU', 'conflicting_rule_parts'],
    ['the sixth Tuesday of a month', 'FREQ=MONTHLY;BYDAY=6TU', 'conflicting_rule_parts'],
    ['the second Tuesday of a week number', 'FREQ=YEARLY;BYWEEKNO=3;BYDAY=2TU', 'conflicting_rule_parts'],
    ['the second Tuesday, a 13th', 'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=2TU', 'conflicting_rule_parts'],
    ['a text without end', `FREQ=DAILY;BYHOUR=${'1,'.repeat(400)}1`, 'too_long'],
    ['no text', '', 'empty'],
  ])('%s', (_case, rrule, code) => {
    const told = withRule(rrule);
    expect(told.problems).toEqual([`/recurrence/rrule ${code}`]);
    expect(told.days).toBeLessThanOrEqual(mostDays);
  });
});

test('whatever a rule is, few days are looked at', () => {
  const text = fc.tuple(
    fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    fc.constantFrom('', ';INTERVAL=1', ';INTERVAL=999', ';COUNT=1000', ';COUNT=2'),
    fc.constantFrom(
      '',
      ';BYMONTH=2',
      ';BYMONTHDAY=30',
      ';BYMONTH=2;BYMONTHDAY=29,30',
      ';BYDAY=MO,SU',
      ';BYDAY=5FR',
    ),
    fc.constantFrom('', `;BYHOUR=${everyHour}`, ';BYSETPOS=366', ';BYSETPOS=-366', ';BYHOUR=1,2;BYSETPOS=-1'),
  );
  fc.assert(
    fc.property(text, ([frequency, ...parts]) => {
      expect(withRule(`FREQ=${frequency}${parts.join('')}`).days).toBeLessThanOrEqual(mostDays);
    }),
    { numRuns: 60 },
  );
});
