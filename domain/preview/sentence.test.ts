import { definitionOf } from '../../test/support/programs';
import type { ProgramDefinition } from '../program/program';
import { type Names, sentenceOf, sentencesOf } from './sentence';

const everywhere: Names = { locations: null, segments: null };
const parts = (definition: Partial<ProgramDefinition>, names: Names = everywhere) =>
  sentencesOf(definitionOf({ timezone: 'Europe/Berlin', ...definition }), names);

const instant = (text: string | null) => (text === null ? null : Date.parse(text));

test('the rule’s own sentence, with amounts in the program’s currency', () => {
  const ruleConfig = {
    punchesRequired: 8,
    minimumPurchaseAmount: 3.5,
    rewardType: 'free_item' as const,
    rewardValue: 'coffee',
    rewardDescription: 'A free coffee',
  };
  expect(parts({ ruleConfig, currency: 'EUR' })).toEqual({
    rule: 'Buy 8 times for €3.50 or more, and get: A free coffee.',
    schedule: null,
    dates: null,
    locations: null,
    segments: null,
  });
});

test('when it is open', () => {
  const schedule = {
    recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH', start: '2026-03-03T17:00', duration: 'PT2H' },
  };
  expect(parts({ schedule }).schedule).toBe(
    'Open every Tuesday and Thursday from 17:00 for 2 hours (Europe/Berlin time).',
  );
});

test.each([
  [null, null, null],
  ['2026-03-01T00:00:00+01:00', null, 'From 1 March 2026.'],
  ['2026-03-01T09:30:00+01:00', null, 'From 1 March 2026 09:30.'],
  [null, '2027-01-01T00:00:00+01:00', 'Until 31 December 2026.'],
  ['2026-03-01T00:00:00+01:00', '2026-07-01T18:00:00+02:00', 'From 1 March 2026 until 1 July 2026 18:00.'],
])('from %s to %s', (startsAt, endsAt, expected) => {
  expect(parts({ startsAt: instant(startsAt), endsAt: instant(endsAt) }).dates).toBe(expected);
});

test('where and for whom, by name', () => {
  const names = { locations: ['Harbour'], segments: ['VIPs', 'Students', 'Staff', 'Friends', 'Family'] };
  const { locations, segments } = parts({}, names);
  expect(locations).toBe('At Harbour.');
  expect(segments).toBe('For VIPs, Students, Staff and 2 more groups of customers.');
});

test('no open location is left', () => {
  expect(parts({}, { locations: [], segments: null }).locations).toBe('At no open location.');
});

test('one text of all parts', () => {
  const said = parts({ endsAt: Date.UTC(2026, 11, 31, 23) }, { locations: ['Harbour'], segments: null });
  expect(sentenceOf(said)).toBe(
    'Buy 10 times, and get: One item for free. Until 31 December 2026. At Harbour.',
  );
});
