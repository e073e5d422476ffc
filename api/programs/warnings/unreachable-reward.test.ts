import { day, hour, noon, programOf } from '../../../test/support/programs';
import { berlin, daily, punches, spend, table, visits, weekly } from './warnings.fixtures';

table('unreachable_reward', [
  ['by default', {}, {}, false],
  ['visits on as many days as there are', { ...visits(5, 5), endsAt: noon + 4 * day }, {}, false],
  ['visits on more days than there are', { ...visits(6, 30), endsAt: noon + 4 * day }, {}, true],
  [
    'one day a week, 4 in 22 days',
    { ...visits(4, 22), schedule: weekly('FREQ=WEEKLY', '2026-11-24T09:00') },
    {},
    false,
  ],
  [
    'one day a week, 4 in 21 days',
    { ...visits(4, 21), schedule: weekly('FREQ=WEEKLY', '2026-11-24T09:00') },
    {},
    true,
  ],
  [
    'two days in a row, at weekends',
    { ...visits(2, 2, true), schedule: weekly('FREQ=WEEKLY;BYDAY=SA,SU', '2026-11-28T09:00') },
    {},
    false,
  ],
  [
    'three days in a row, at weekends',
    { ...visits(3, 3, true), schedule: weekly('FREQ=WEEKLY;BYDAY=SA,SU', '2026-11-28T09:00') },
    {},
    true,
  ],
  [
    'a night window is two days',
    { ...visits(2, 2), schedule: weekly('FREQ=WEEKLY', '2026-11-24T23:00') },
    {},
    false,
  ],
  [
    'a blackout every other day',
    {
      ...visits(3, 5),
      endsAt: berlin('2026-11-27T00:00'),
      schedule: { blackouts: ['23', '25'].map((at) => ({ from: `2026-11-${at}`, to: `2026-11-${at}` })) },
    },
    {},
    false,
  ],
  [
    'and one day less',
    {
      ...visits(3, 5),
      endsAt: berlin('2026-11-26T00:00'),
      schedule: { blackouts: ['23', '25'].map((at) => ({ from: `2026-11-${at}`, to: `2026-11-${at}` })) },
    },
    {},
    true,
  ],
  [
    'a maximum per day that is enough',
    { ...punches({ caps: { perDay: 1 } }), endsAt: noon + 4 * day },
    {},
    false,
  ],
  [
    'a maximum per day that is not',
    { ...punches({ caps: { perDay: 1 } }), endsAt: noon + 3 * day },
    {},
    true,
  ],
  ['a maximum balance that is enough', punches({ caps: { maximumBalance: 5 } }), {}, false],
  ['a maximum balance that is not', punches({ caps: { maximumBalance: 4 } }), {}, true],
  ['the same with money', spend({ caps: { maximumBalance: 99.99 } }), {}, true],
  ['spending within a month', spend({ resetPeriod: 'monthly', caps: { perDay: 4 } }), {}, false],
  [
    'spending within a month that is too short',
    spend({ resetPeriod: 'monthly', caps: { perDay: 3 } }),
    {},
    true,
  ],
  ['the same over a quarter', spend({ resetPeriod: 'quarterly', caps: { perDay: 3 } }), {}, false],
  [
    'a quarter of which the program sees a week',
    { ...spend({ resetPeriod: 'quarterly', caps: { perDay: 3 } }), endsAt: noon + 7 * day },
    {},
    true,
  ],
  [
    'days in two periods do not add up',
    {
      ...spend({ resetPeriod: 'yearly', caps: { perDay: 20 } }),
      startsAt: berlin('2026-12-28T00:00'),
      endsAt: berlin('2027-01-05T00:00'),
    },
    {},
    true,
  ],
  [
    'valid hours within the windows',
    { ...punches({ validHours: { start: 8, end: 10 } }), schedule: daily('2026-11-23T09:30', 'PT1H') },
    {},
    false,
  ],
  [
    'valid hours outside the windows',
    { ...punches({ validHours: { start: 8, end: 9 } }), schedule: daily('2026-11-23T09:00', 'PT1H') },
    {},
    true,
  ],
  [
    'valid hours past midnight',
    { ...punches({ validHours: { start: 22, end: 2 } }), schedule: daily('2026-11-23T01:00', 'PT1H') },
    {},
    false,
  ],
  [
    'valid at a location in another zone',
    { ...punches({ validHours: { start: 14, end: 15 } }), schedule: daily('2026-11-23T09:15', 'PT1H') },
    { locations: [{ id: 'nepal', timezone: 'Asia/Kathmandu' }] },
    false,
  ],
  [
    'points have no goal',
    {
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 },
      endsAt: noon + hour,
    },
    {},
    false,
  ],
  [
    'a program that runs counts from its start',
    { ...visits(6, 30), startsAt: noon - 3 * day, endsAt: noon + 2 * day },
    { stored: programOf() },
    false,
  ],
]);
