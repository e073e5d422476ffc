import { day, noon } from '../../../test/support/programs';
import { berlin, daily, table } from './warnings.fixtures';

table('never_open', [
  ['always open', {}, {}, false],
  ['a window in time', { schedule: daily('2026-11-23T09:00', 'PT1H'), endsAt: noon + day }, {}, false],
  [
    'the end before the first window',
    { schedule: daily('2026-11-24T09:00', 'PT1H'), endsAt: noon + day },
    {},
    true,
  ],
  [
    'a blackout over the whole time',
    { schedule: { blackouts: [{ from: '2026-11-20', to: '2026-11-30' }] }, endsAt: noon + 5 * day },
    {},
    true,
  ],
  [
    'a blackout over all but an hour',
    {
      schedule: { blackouts: [{ from: '2026-11-20', to: '2026-11-30' }] },
      endsAt: berlin('2026-12-01T01:00'),
    },
    {},
    false,
  ],
]);
