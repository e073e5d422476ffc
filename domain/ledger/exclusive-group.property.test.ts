import * as fc from 'fast-check';
import { minute, noon, type Wish } from '../../test/support/programs';
import { type Name, outcomesOf, program, rules } from './exclusive-group.fixtures';
import { MemoryLedger } from './memory-ledger.fixtures';

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
