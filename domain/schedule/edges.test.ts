import { isOpenAt, nextEdges } from './edges';
import type { Interval } from './schedule';

const windows: readonly Interval[] = [
  [10, 20],
  [30, 40],
  [60, 90],
];
const blackouts: readonly Interval[] = [
  [15, 17],
  [40, 60],
  [70, 80],
];

test.each([
  ['before the first window', 9, false],
  ['when it opens', 10, true],
  ['until it closes', 19.9, true],
  ['when it closes', 20, false],
  ['when a blackout starts', 15, false],
  ['until it ends', 16.9, false],
  ['when it ends', 17, true],
  ['between windows', 25, false],
  ['after the last', 90, false],
])('%s (%d): %p', (_case, instant, open) => {
  expect(isOpenAt(windows, blackouts, instant)).toBe(open);
});

test('without a recurrence it is open but for the blackouts', () => {
  expect([14, 15, 17, 1_000].map((at) => isOpenAt(null, blackouts, at))).toEqual([true, false, true, true]);
  expect(isOpenAt([], [], 0)).toBe(false);
});

test('edges in order, what ends before what begins, none before `after` nor from `completeUntil` on', () => {
  const edges = nextEdges({ windows, blackouts, completeUntil: 90 }, 20).map(
    ({ at, kind }) => `${at} ${kind}`,
  );
  expect(edges).toEqual([
    '30 window_opened',
    '40 window_closed',
    '40 blackout_started',
    '60 blackout_ended',
    '60 window_opened',
    '70 blackout_started',
    '80 blackout_ended',
  ]);
});

test('nothing changes', () => {
  expect(nextEdges({ windows: null, blackouts: [], completeUntil: 100 }, 0)).toEqual([]);
  expect(nextEdges({ windows: [[0, 100]], blackouts: [], completeUntil: 100 }, 0)).toEqual([]);
});
