import * as fc from 'fast-check';
import { minute, noon, type Wish } from '../../test/support/programs';
import type { RuleConfig, RuleType } from '../rules';
import { MemoryLedger } from './memory-ledger.fixtures';

const free = { rewardType: 'free_item', rewardValue: 'tea', rewardDescription: 'A tea' } as const;
const credit = (rewardValue: number) =>
  ({ rewardType: 'credit', rewardValue, rewardDescription: 'Money' }) as const;
const rules = {
  /** 10 cents for a dollar. */
  points: ['POINTS_BASED', { pointsPerDollar: 10, redemptionRate: 100 }],
  /** 3 points for a dollar, 7 of which are a dollar. */
  dear: ['POINTS_BASED', { pointsPerDollar: 3, redemptionRate: 7 }],
  /** A tenth of a tea for a purchase. */
  punches: ['PUNCH_CARD', { punchesRequired: 10, ...free }],
  /** A fifth of a tea, from 5 dollars up. */
  fewer: ['PUNCH_CARD', { punchesRequired: 5, minimumPurchaseAmount: 5, ...free }],
  /** 50 cents for a purchase. */
  money: ['PUNCH_CARD', { punchesRequired: 10, ...credit(5) }],
  /** 5 cents for a dollar. */
  goal: ['AMOUNT_SPENT', { thresholdAmount: 100, ...credit(5) }],
  stamps: ['STAMP_CARD', { stampsRequired: 7, stampEarnRule: { type: 'per_dollar', value: 1 }, ...free }],
  visits: ['VISIT_FREQUENCY', { visitsRequired: 4, withinDays: 30, ...free }],
} satisfies Record<string, readonly [RuleType, RuleConfig]>;
type Name = keyof typeof rules;

const program = (name: Name, earns: 'first' | 'best' | null, priority = 0, age = 0): Wish => ({
  name,
  ruleType: rules[name][0],
  ruleConfig: rules[name][1],
  currency: 'USD',
  timezone: 'UTC',
  priority,
  startsAt: noon - 1_000 * minute,
  at: noon - age * minute,
  exclusiveGroup: earns === null ? null : { name: 'welcome', earns },
});
const basket = (amount: number, id = 'p1', at = noon) => ({
  id,
  at,
  lines: [{ quantity: 1, amount }],
  discount: 0,
});
const outcomesOf = (programs: readonly Wish[], amount: number) =>
  new MemoryLedger(programs, noon).buy(basket(amount), noon);
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

test('the best is exact: three points of which seven are a dollar are worth more than 42 cents', () => {
  const dear = program('dear', 'best');
  const cents = (redemptionRate: number): Wish => ({
    ...program('points', 'best', 1),
    ruleConfig: { pointsPerDollar: 42, redemptionRate },
  });
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

const names = Object.keys(rules) as Name[];
const group = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      priority: fc.integer({ min: -1, max: 1 }),
      earns: fc.constantFrom('first' as const, 'best' as const),
    }),
    { minLength: 2, maxLength: 5, selector: ({ name }) => name },
  )
  .map((members) =>
    members.map(({ name, priority, earns }, n) => program(name, earns, priority, (n * 2) % 5)),
  );
const amount = fc.oneof(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 100_000 }));

/** What an outcome is worth, said anew in whole numbers: 700ths of a cent, or 140ths of a tea. */
function worth(name: Name, earned: number): { money: boolean; value: number } {
  const perUnit: Record<Name, [money: boolean, value: number]> = {
    points: [true, 700],
    dear: [true, 10_000],
    money: [true, 35_000],
    goal: [true, 3_500],
    punches: [false, 14],
    fewer: [false, 28],
    stamps: [false, 20],
    visits: [false, 35],
  };
  const [money, value] = perUnit[name];
  return { money, value: Math.round(earned * value) };
}

/** Which of the programs earns, by what each would earn alone; -1 for none. */
function expectedWinner(programs: readonly Wish[], alone: readonly number[]): number {
  const valueOf = (n: number) => worth(programs[n]?.name as Name, alone[n] ?? 0);
  const rank = (n: number): [number, number] => [-(programs[n]?.priority ?? 0), programs[n]?.at ?? 0];
  const able = [...programs.keys()]
    .filter((n) => (alone[n] ?? 0) > 0)
    .toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
  const [first = -1] = able;
  if (programs[first]?.exclusiveGroup?.earns !== 'best') return first;
  const rivals = able.filter((n) => valueOf(n).money === valueOf(first).money);
  const most = Math.max(...rivals.map((n) => valueOf(n).value));
  return rivals.find((n) => valueOf(n).value === most) ?? -1;
}

test('of a group exactly one earns, what it would earn alone, and it is the right one', () => {
  fc.assert(
    fc.property(group, amount, (programs, cents) => {
      const alone = programs.map((one) => outcomesOf([one], cents)[0]?.earned ?? 0);
      const winner = expectedWinner(programs, alone);
      const together = outcomesOf(programs, cents).map(({ earned, reasons, gaveWayTo }) => ({
        earned,
        gaveWay: gaveWayTo !== undefined && reasons.length === 1 && reasons[0]?.code === 'gave_way',
      }));
      expect(together).toEqual(
        alone.map((earned, n) => ({
          earned: n === winner ? earned : 0,
          gaveWay: n !== winner && earned > 0,
        })),
      );
    }),
    { numRuns: 300 },
  );
});

const shopping = fc.array(fc.record({ cents: amount, hours: fc.nat(30), back: fc.nat(3) }), {
  maxLength: 12,
});

/** Buys all of it, giving some of it back, and says what each program holds by its name. */
function played(programs: readonly Wish[], deeds: typeof shopping extends fc.Arbitrary<infer T> ? T : never) {
  const ledger = new MemoryLedger(programs, noon);
  let now = noon;
  for (const [n, { cents, hours, back }] of deeds.entries()) {
    now += hours * 60 * minute;
    ledger.buy({ id: `p${n}`, at: now, lines: [{ quantity: 2, amount: cents }], discount: 0 }, now);
    if (back > 1) ledger.refund(`p${n >> 1}`, 0, 1, now);
  }
  return { ledger, now };
}

test('the order of programs does not matter, and no purchase has entries in two of a group', () => {
  fc.assert(
    fc.property(group, shopping, fc.nat(100), (programs, deeds, turn) => {
      const aged = programs.map((one, n) => ({ ...one, at: noon - n * minute }));
      const cut = turn % aged.length;
      const turned = [...aged.slice(cut), ...aged.slice(0, cut)].toReversed();
      const [one, other] = [played(aged, deeds), played(turned, deeds)];
      for (const [n, { name }] of aged.entries()) {
        const m = turned.findIndex((wish) => wish.name === name);
        expect(one.ledger.standing(n, one.now)).toEqual(other.ledger.standing(m, one.now));
      }
      const owners = new Map<string, Set<string>>();
      for (const {
        entries,
        program: { id },
      } of one.ledger.stored) {
        for (const { transactionId, kind } of entries) {
          if (kind !== 'earned' || typeof transactionId !== 'string') continue;
          owners.set(transactionId, (owners.get(transactionId) ?? new Set()).add(id));
        }
      }
      expect(Math.max(0, ...[...owners.values()].map(({ size }) => size))).toBeLessThanOrEqual(1);
      for (const n of aged.keys()) {
        const { faults, ledger, stored } = one.ledger.replayed(n);
        expect([faults, ledger]).toEqual([[], stored]);
      }
    }),
    { numRuns: 100 },
  );
});

test('when all is given back, nothing is left in any program of a group', () => {
  fc.assert(
    fc.property(group, shopping, (programs, deeds) => {
      const { ledger, now } = played(programs, deeds);
      for (const [id, { returned }] of ledger.purchases) {
        const left = 2 - (returned[0] ?? 0);
        if (left > 0) ledger.refund(id, 0, left, now);
      }
      for (const n of programs.keys()) {
        const { balance, progress, lots, rewards } = ledger.standing(n, now);
        expect({ balance, progress, lots }).toEqual({ balance: 0n, progress: 0n, lots: [] });
        expect(rewards.filter((one) => one.startsWith('unused'))).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});
