import { differences } from './differences';

const byPointer = (a: { pointer: string }, b: { pointer: string }) => (a.pointer < b.pointer ? -1 : 1);

test('nothing differs between equal values, whatever the order of their keys', () => {
  expect(differences({ a: 1, b: { c: [1, { d: 2 }] } }, { b: { c: [1, { d: 2 }] }, a: 1 })).toEqual([]);
  expect(differences({ a: null }, {})).toEqual([]);
  expect(differences({ tiers: [] }, { tiers: [] })).toEqual([]);
});

test.each([
  [{ name: 'A' }, { name: 'B' }, [{ pointer: '/name', from: 'A', to: 'B' }]],
  [{ config: { x: 1, y: 2 } }, { config: { x: 1, y: 3 } }, [{ pointer: '/config/y', from: 2, to: 3 }]],
  [{ config: {} }, { config: { x: 0 } }, [{ pointer: '/config/x', from: null, to: 0 }]],
  [{ config: { x: false } }, { config: {} }, [{ pointer: '/config/x', from: false, to: null }]],
  [
    { schedule: null },
    { schedule: { blackouts: [] } },
    [{ pointer: '/schedule', from: null, to: { blackouts: [] } }],
  ],
  [{ ids: ['a', 'b'] }, { ids: ['b', 'a'] }, [{ pointer: '/ids', from: ['a', 'b'], to: ['b', 'a'] }]],
  [
    {
      tiers: [
        { name: 'S', at: 1 },
        { name: 'G', at: 5 },
      ],
    },
    {
      tiers: [
        { name: 'S', at: 1 },
        { name: 'G', at: 6 },
      ],
    },
    [{ pointer: '/tiers/1/at', from: 5, to: 6 }],
  ],
  [
    { tiers: [{ name: 'S' }] },
    { tiers: [{ name: 'S' }, { name: 'G' }] },
    [{ pointer: '/tiers', from: [{ name: 'S' }], to: [{ name: 'S' }, { name: 'G' }] }],
  ],
  [{ 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } }, [{ pointer: '/a~1b/~0', from: 1, to: 2 }]],
])('%j to %j', (before, after, expected) => {
  expect(differences(before, after)).toEqual(expected);
});

test('what is added in one direction is taken away in the other', () => {
  const [one, other] = [{ a: { b: 1 }, c: [1] }, { a: { b: 2, d: 3 } }];
  const turned = differences(other, one).map(({ pointer, from, to }) => ({ pointer, from: to, to: from }));
  expect(turned.toSorted(byPointer)).toEqual(differences(one, other).toSorted(byPointer));
});
