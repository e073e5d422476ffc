import * as fc from 'fast-check';
import { day, hour, noon, type Wish } from '../../test/support/programs';
import { addDays, addMonths } from '../calendar';
import { MemoryLedger } from './memory-ledger.fixtures';

const zone = { currency: 'USD', timezone: 'Europe/Berlin', onPause: { freezeExpiry: true } };
const points: Wish = {
  ...zone,
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, expirationMonths: 1 },
};
const cards: Wish = {
  ...zone,
  ruleType: 'STAMP_CARD',
  ruleConfig: {
    stampsRequired: 2,
    stampEarnRule: { type: 'per_visit', value: 2 },
    rewardType: 'free_item',
    rewardValue: 'tea',
    rewardDescription: 'A tea',
    rewardExpirationDays: 20,
  },
};

/** Something that is held, with the time that it still has: a naive clock that stands still in a freeze. */
interface Item {
  readonly order: number;
  amount: number;
  left: number;
}

/** Points and rewards of one customer, each with a clock of its own. */
class NaiveCustomer {
  points: Item[] = [];
  rewards: Item[] = [];
  paused = false;
  private count = 0;

  wait(ms: number): void {
    if (this.paused) return;
    for (const item of [...this.points, ...this.rewards]) item.left -= ms;
    this.points = this.points.filter(({ left }) => left > 0);
    this.rewards = this.rewards.filter(({ left }) => left > 0);
  }

  buy(amount: number, at: number): void {
    if (this.paused) return;
    this.count += 1;
    const order = this.count;
    if (amount > 0) this.points.push({ order, amount, left: addMonths(at, zone.timezone, 1) - at });
    this.rewards.push({ order, amount: 1, left: addDays(at, zone.timezone, 20) - at });
  }

  give(amount: number, left: number): void {
    this.count += 1;
    this.points.push({ order: this.count, amount, left });
  }

  spend(amount: number): void {
    if (this.balance < amount) return;
    let missing = amount;
    for (const item of this.points.toSorted((a, b) => a.left - b.left || a.order - b.order)) {
      const share = Math.min(item.amount, missing);
      item.amount -= share;
      missing -= share;
    }
    this.points = this.points.filter(({ amount: rest }) => rest > 0);
  }

  get balance(): number {
    return this.points.reduce((sum, { amount }) => sum + amount, 0);
  }
}

const deeds = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 15 * 24 }), fc.constantFrom(0, 20 * 24, 30 * 24)),
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ deed: fc.constant('buy' as const), dollars: fc.integer({ min: 1, max: 40 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          deed: fc.constant('spend' as const),
          points: fc.integer({ min: 1, max: 60 }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ deed: fc.constantFrom('pause' as const, 'resume' as const) }) },
      { weight: 1, arbitrary: fc.record({ deed: fc.constant('timer' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          deed: fc.constant('give' as const),
          points: fc.integer({ min: 1, max: 40 }),
          days: fc.integer({ min: 1, max: 60 }),
        }),
      },
    ),
  ),
  { maxLength: 25 },
);
type Deed = (typeof deeds extends fc.Arbitrary<infer T> ? T : never)[number][1];

/** The same customer in the product and in the naive model. */
class Twins {
  readonly ledger = new MemoryLedger([points, cards], noon);
  readonly naive = new NaiveCustomer();
  private now = noon;
  private count = 0;

  play(hours: number, deed: Deed): void {
    this.now += hours * hour;
    this.naive.wait(hours * hour);
    if (deed.deed === 'buy') this.buy(deed.dollars);
    if (deed.deed === 'spend') {
      this.naive.spend(deed.points);
      this.ledger.spend(deed.points, this.now);
    }
    if (deed.deed === 'give') {
      this.naive.give(deed.points, deed.days * day);
      this.ledger.give(deed.points, deed.days * day, this.now);
    }
    if (deed.deed === 'timer') this.ledger.expire(this.now);
    if (deed.deed === 'pause' || deed.deed === 'resume') {
      this.naive.paused = deed.deed === 'pause';
      for (const n of [0, 1]) this.ledger.command(n, deed.deed, this.now);
    }
  }

  private buy(dollars: number): void {
    this.count += 1;
    const lines = [{ quantity: 1, amount: dollars * 100 }];
    this.ledger.buy({ id: `p${this.count}`, at: this.now, lines, discount: 0 }, this.now);
    this.naive.buy(dollars, this.now);
  }

  /** What each says is held, with the time that it still has. */
  standing() {
    const shown = (n: number) => this.ledger.shown(n, this.now);
    return {
      product: {
        balance: shown(0).balance,
        points: shown(0).expiries.map(({ expiresAt, points: n }) => [Date.parse(expiresAt) - this.now, n]),
        rewards: shown(1).rewards.map(({ expiresAt }) => Date.parse(expiresAt ?? '') - this.now),
      },
      naive: {
        balance: this.naive.balance,
        points: together(this.naive.points),
        rewards: this.naive.rewards.map(({ left }) => left),
      },
    };
  }

  /** Accounts that would have the timer come too late for what they hold. */
  late(): unknown[] {
    return [0, 1].filter((n) => {
      const { next, soonest } = this.ledger.expiries(n, this.now);
      return soonest !== null && (next === null || next > soonest);
    });
  }
}

function together(items: readonly Item[]): [left: number, amount: number][] {
  const byLeft = new Map<number, number>();
  for (const { left, amount } of items) byLeft.set(left, (byLeft.get(left) ?? 0) + amount);
  return [...byLeft].toSorted(([a], [b]) => a - b);
}

test('whatever is paused and resumed, everything keeps the time that it had left', () => {
  fc.assert(
    fc.property(deeds, (played) => {
      const twins = new Twins();
      for (const [hours, deed] of played) {
        twins.play(hours, deed);
        const { product, naive } = twins.standing();
        expect(product).toEqual(naive);
        expect(twins.late()).toEqual([]);
      }
      for (const n of [0, 1]) {
        const { faults, ledger, stored } = twins.ledger.replayed(n);
        expect([faults, ledger]).toEqual([[], stored]);
      }
    }),
    { numRuns: 200 },
  );
});

const bought = (id: string, at: number) => ({ id, at, lines: [{ quantity: 1, amount: 1_000 }], discount: 0 });

test('a purchase from before a pause that is reported late keeps its time, during the pause and after it', () => {
  const ledger = new MemoryLedger([points], noon);
  ledger.command(0, 'pause', noon + 2 * day);
  ledger.buy(bought('during', noon + day), noon + 50 * day);
  const left = () => ledger.shown(0, now).expiries.map(({ expiresAt }) => Date.parse(expiresAt) - now);
  let now = noon + 50 * day;
  const rest = addMonths(noon + day, zone.timezone, 1) - (noon + 2 * day);
  expect(left()).toEqual([rest]);
  ledger.command(0, 'resume', noon + 60 * day);
  now = noon + 61 * day;
  ledger.buy(bought('after', noon + day), now);
  expect([left(), ledger.shown(0, now).balance]).toEqual([[rest - day], 20]);
});

test('a late purchase during a pause does not make the account forget what expires sooner', () => {
  const ledger = new MemoryLedger([points], noon);
  ledger.buy(bought('first', noon), noon);
  ledger.command(0, 'pause', noon + 25 * day);
  ledger.buy(bought('late', noon + 20 * day), noon + 32 * day);
  ledger.command(0, 'resume', noon + 33 * day);
  const { next, soonest } = ledger.expiries(0, noon + 33 * day);
  expect(soonest).toBe(addMonths(noon, zone.timezone, 1) + 8 * day);
  expect(next).toBeLessThanOrEqual(soonest ?? 0);
});

test('what had expired before the pause is gone, even if nobody had looked', () => {
  const ledger = new MemoryLedger([points, cards], noon);
  ledger.buy(bought('p', noon), noon);
  ledger.command(0, 'pause', noon + 40 * day);
  ledger.command(0, 'resume', noon + 50 * day);
  expect(ledger.shown(0, noon + 50 * day)).toMatchObject({ balance: 0, expiries: [] });
  ledger.expire(noon + 50 * day);
  const [entry] = ledger.stored[0]?.entries.filter(({ kind }) => kind === 'expired') ?? [];
  expect(entry).toMatchObject({ quantity: -10, occurredAt: addMonths(noon, zone.timezone, 1) });
});

test('what is written off names the instant at which it really expired', () => {
  const ledger = new MemoryLedger([points], noon);
  ledger.buy(bought('p', noon), noon);
  ledger.command(0, 'pause', noon + day);
  ledger.command(0, 'resume', noon + 11 * day);
  const expiry = addMonths(noon, zone.timezone, 1) + 10 * day;
  ledger.expire(expiry - 1);
  expect(ledger.standing(0, noon).balance).toBe(10n);
  ledger.expire(expiry + 5 * day);
  expect(ledger.stored[0]?.entries.at(-1)).toMatchObject({ kind: 'expired', occurredAt: expiry });
});

test('time goes on during a pause where the owner wants it so', () => {
  const ledger = new MemoryLedger([{ ...points, onPause: { freezeExpiry: false } }], noon);
  ledger.buy(bought('p', noon), noon);
  ledger.command(0, 'pause', noon + day);
  expect(ledger.shown(0, noon + 40 * day).balance).toBe(0);
});
