import { noon, type Wish } from '../../test/support/programs';
import { basket, outcomesOf, program } from './exclusive-group.fixtures';
import { MemoryLedger } from './memory-ledger.fixtures';

/** Who earned, and who did not, and why. */
const told = (programs: readonly Wish[], amount: number) =>
  outcomesOf(programs, amount).map(({ earned, reasons: [reason] }) =>
    earned > 0 ? 'earned' : reason?.message.replace(/^Only one .*?: /, ''),
  );

test('the first by priority earns, of equals the older one', () => {
  const programs = [
    program('points', 'first', 1),
    program('punches', 'first', 2),
    program('dear', 'first', 2, 5),
  ];
  expect(told(programs, 1_000)).toEqual(['"dear" has the higher priority', '"dear" is older', 'earned']);
  const [points, , dear] = outcomesOf(programs, 1_000);
  expect(points).toMatchObject({
    earned: 0,
    rewards: [],
    reasons: [{ code: 'gave_way' }],
    gaveWayTo: dear?.programId,
  });
  expect(dear).toMatchObject({ earned: 30, reasons: [] });
  expect(dear).not.toHaveProperty('gaveWayTo');
});

test('one that would earn nothing lets the next one go first, and says its own reason', () => {
  const programs = [program('fewer', 'first', 9), program('punches', 'first')];
  expect(told(programs, 499)).toEqual([expect.stringContaining('$5'), 'earned']);
  expect(told(programs, 500)).toEqual(['earned', '"fewer" has the higher priority']);
});

test('the best in money: points by their value, credits by their share', () => {
  const programs = [program('points', 'best', 9), program('money', 'best', 5), program('goal', 'best')];
  expect(told(programs, 499)).toEqual([
    '"money" gives the customer more',
    'earned',
    '"money" gives the customer more',
  ]);
  // 50 cents each: who comes first by priority earns.
  expect(told(programs, 500)).toEqual([
    'earned',
    '"points" has the higher priority',
    '"points" gives the customer more',
  ]);
});

/** Points worth 42 cents of so many to the dollar, for a dollar. */
const cents = (redemptionRate: number): Wish => ({
  ...program('points', 'best', 1),
  ruleConfig: { pointsPerDollar: 42, redemptionRate },
});

test('the best is exact: three points of which seven are a dollar are worth more than 42 cents', () => {
  const dear = program('dear', 'best');
  expect(told([dear, cents(100)], 100)).toEqual(['earned', '"dear" gives the customer more']);
  expect(told([dear, cents(98)], 100)).toEqual(['"points" has the higher priority', 'earned']);
});

test('the best of rewards that are no money: the larger share of one', () => {
  const programs = [program('punches', 'best', 3), program('fewer', 'best', 2), program('visits', 'best', 1)];
  expect(told(programs, 500)).toEqual([
    '"visits" gives the customer more',
    '"visits" gives the customer more',
    'earned',
  ]);
});

test('money and rewards cannot be compared: the first says which of the two counts', () => {
  const rest = '"punches" goes first, as what the two give cannot be compared';
  expect(told([program('punches', 'best', 3), program('points', 'best', 2)], 99_999)).toEqual([
    'earned',
    rest,
  ]);
  expect(told([program('punches', 'best', 3), program('points', 'best', 4)], 1)).toEqual([
    'earned',
    expect.any(String),
  ]);
});

const disagreeing = (first: 'first' | 'best', second: 'first' | 'best') => [
  program('goal', first, 2),
  program('points', second, 1),
];

test('where programs of a group disagree about who earns, the first of them decides', () => {
  expect(told(disagreeing('first', 'best'), 1_000)).toEqual(['earned', '"goal" has the higher priority']);
  expect(told(disagreeing('best', 'first'), 1_000)).toEqual(['"points" gives the customer more', 'earned']);
});

test('programs of other groups, and of none, earn beside it', () => {
  const other: Wish = { ...program('punches', 'first'), exclusiveGroup: { name: 'Welcome', earns: 'first' } };
  expect(told([program('points', 'first'), other, program('goal', null)], 1_000)).toEqual([
    'earned',
    'earned',
    'earned',
  ]);
});

test('a second visit in a day takes no note of a purchase that another program earns from', () => {
  const ledger = new MemoryLedger([program('visits', 'first', 2), program('punches', 'first')], noon);
  const earned = (id: string) => ledger.buy(basket(500, id), noon).map((one) => one.earned);
  expect([earned('a'), earned('b')]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  ledger.refund('a', 0, 1, noon);
  expect([0, 1].map((n) => ledger.standing(n, noon).progress)).toEqual([0n, 1n]);
});
