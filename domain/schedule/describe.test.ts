import { describe as sentence } from './describe';
import type { Schedule } from './schedule';

const say = (rrule: string, start = '2026-03-01T17:00', duration = 'PT2H'): string =>
  sentence({ recurrence: { rrule, start, duration } }, 'Europe/Berlin');

test.each([
  ['FREQ=WEEKLY;BYDAY=TU,TH', 'every Tuesday and Thursday'],
  ['FREQ=WEEKLY', 'every Sunday'],
  ['FREQ=DAILY', 'every day'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days'],
  ['FREQ=DAILY;INTERVAL=3;BYDAY=SA,SU', 'every 3 days, only on Saturday and Sunday'],
  ['FREQ=DAILY;BYMONTH=6,7', 'every day in June and July'],
  ['FREQ=DAILY;BYMONTHDAY=1', 'every month on the 1st'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=12', 'every weekday in December'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR', 'every 2 weeks on weekdays'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SA', 'every 2 weeks on Saturday'],
  ['FREQ=MONTHLY', 'every month on the 1st'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1,15,22', 'every month on the 15th, 22nd and last day'],
  ['FREQ=MONTHLY;BYMONTHDAY=-2', 'every month on the 2nd to last day'],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR,2TU', 'every 2 months on the last Friday and the 2nd Tuesday'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'every month on any Friday that is the 13th'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'every month on the last weekday'],
  ['FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1', 'every month on the 1st Saturday or Sunday'],
  ['FREQ=MONTHLY;BYMONTHDAY=11,12,13;BYSETPOS=2', 'every month on the 2nd of the 11th, 12th and 13th'],
  ['FREQ=YEARLY', 'every year on the 1st of March'],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'every year on the 4th Thursday in November'],
  ['FREQ=YEARLY;BYMONTHDAY=5', 'every year on the 5th of every month'],
  ['FREQ=YEARLY;BYYEARDAY=100', 'every year on the 100th day of the year'],
  ['FREQ=YEARLY;BYWEEKNO=20,-1', 'every Sunday in week 20 and the last of the year'],
])('%s: %s', (rrule, words) => {
  expect(say(rrule)).toBe(`${words} from 17:00 for 2 hours`);
});

test.each([
  ['FREQ=WEEKLY;BYDAY=SA', '2026-03-01T00:00', 'P1D', 'every Saturday, all day'],
  [
    'FREQ=WEEKLY;BYDAY=SA',
    '2026-03-01T00:00',
    'P2DT1H30M',
    'every Saturday from 00:00 for 2 days, 1 hour and 30 minutes',
  ],
  [
    'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=5',
    '2026-03-01T00:00',
    'PT1M',
    'every day from 09:05 and 17:05 for 1 minute',
  ],
  [
    'FREQ=DAILY;COUNT=3',
    '2026-03-01T17:00',
    'PT1H',
    'every day from 17:00 for 1 hour, starting 1 March 2026, 3 times',
  ],
  [
    'FREQ=DAILY;UNTIL=20261231',
    '2026-03-01T17:00',
    'PT1H',
    'every day from 17:00 for 1 hour, until 31 December 2026',
  ],
  [
    'FREQ=DAILY;UNTIL=20261231T233000Z',
    '2026-03-01T17:00',
    'PT1H',
    'every day from 17:00 for 1 hour, until 1 January 2027',
  ],
])('%s from %s for %s: %s', (rrule, start, duration, words) => {
  expect(say(rrule, start, duration)).toBe(words);
});

test.each<[Schedule['blackouts'], string]>([
  [[], 'always'],
  [[{ from: '2026-12-24', to: '2026-12-24' }], 'always, not on 24 December 2026'],
  [[{ from: '2026-12-24', to: '2026-12-26' }], 'always, not on 24–26 December 2026'],
  [[{ from: '2026-11-30', to: '2026-12-01' }], 'always, not on 30 November – 1 December 2026'],
  [[{ from: '2026-12-31', to: '2027-01-01' }], 'always, not on 31 December 2026 – 1 January 2027'],
  [
    [{ from: '2026-12-24T18:00', to: '2026-12-26T09:30' }],
    'always, not from 24 December 2026 18:00 to 26 December 2026 09:30',
  ],
  [
    ['01', '02', '03', '04', '05'].map((month) => ({ from: `2026-${month}-01`, to: `2026-${month}-01` })),
    'always, not on 1 January 2026, on 1 February 2026, on 1 March 2026 and at 2 more times',
  ],
])('%j: %s', (blackouts = [], words) => {
  expect(sentence({ blackouts }, 'Europe/Berlin')).toBe(words);
});

test('windows and blackouts in one sentence', () => {
  const recurrence = { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH', start: '2026-03-01T17:00', duration: 'PT2H' };
  const blackouts = [{ from: '2026-12-24', to: '2026-12-26' }];
  expect(sentence({ recurrence, blackouts }, 'Europe/Berlin')).toBe(
    'every Tuesday and Thursday from 17:00 for 2 hours, not on 24–26 December 2026',
  );
});

test('what was not validated is refused', () => {
  expect(() => say('FREQ=NEVER')).toThrow(RangeError);
  expect(() => sentence({ blackouts: [{ from: 'x', to: 'y' }] }, 'UTC')).toThrow(RangeError);
});
