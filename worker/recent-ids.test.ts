import { createRecentIds } from './recent-ids';

test('ids are remembered for their while, and from the last time on', () => {
  let now = 0;
  const recent = createRecentIds(10, () => now);
  recent.add('a');
  now = 5;
  recent.add('b');
  expect(recent.ids()).toEqual(['a', 'b']);
  now = 10;
  expect(recent.ids()).toEqual(['b']);
  recent.add('b');
  now = 19;
  expect(recent.ids()).toEqual(['b']);
  now = 20;
  expect(recent.ids()).toEqual([]);
});
