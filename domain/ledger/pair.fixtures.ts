/** One customer in the product and in the reference model at once, doing random things. For property tests. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { referenceAccount } from '../../test/reference-model-of';
import type { ReferenceAccount } from '../../test/reference-model';
import type { RuleConfig, RuleType } from '../rules';
import { MemoryLedger } from './memory-ledger.fixtures';

/** When the customers enrolled. */
export const start = Date.parse('2026-03-02T09:00:00Z');
const hour = 3_600_000;
const timezone = 'Europe/Berlin';

const anyLine = fc.record({
  category: fc.constantFrom('tea', 'Tea ', 'wine', 'WINE'),
  quantity: fc.integer({ min: 1, max: 3 }),
  amount: fc.integer({ min: 0, max: 15_000 }),
});
const buying = fc.record({
  deed: fc.constant('buy' as const),
  lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
  off: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
  hoursLate: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 })),
  shopZone: fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'Australia/Lord_Howe'),
});
export const deeds = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.oneof(
      { weight: 6, arbitrary: buying },
      {
        weight: 5,
        arbitrary: fc.record({
          deed: fc.constant('refund' as const),
          which: fc.nat(),
          count: fc.integer({ min: 1, max: 3 }),
          whole: fc.boolean(),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          deed: fc.constant('spend' as const),
          points: fc.integer({ min: 1, max: 300 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ deed: fc.constant('use' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({ deed: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 25 }) }),
      },
    ),
  ),
  { maxLength: 30 },
);
export type Deeds = typeof deeds extends fc.Arbitrary<infer T> ? T : never;
type Deed = Deeds[number][1];

export type Case = readonly [type: RuleType, config: RuleConfig];

/** The same customer in the product and in the model, in one program, or in points and tiers. */
export class Pair {
  readonly ledger: MemoryLedger;
  readonly models: readonly ReferenceAccount[];
  /** Where product and model do not agree. */
  readonly faults: { product: unknown; model: unknown }[] = [];
  private now = start;
  private count = 0;

  constructor(private readonly cases: readonly Case[]) {
    const program = { timezone, currency: 'USD' };
    this.ledger = new MemoryLedger(
      cases.map(([ruleType, ruleConfig]) => ({ ...program, ruleType, ruleConfig })),
      start,
    );
    this.models = cases.map(([type, config]) => referenceAccount(type, { timezone, digits: 2, config }));
  }

  play(all: Deeds): void {
    for (const [hours, deed] of all) {
      this.now += hours * hour;
      this.do(deed);
      this.compare();
    }
  }

  /** Gives back everything that is left of every purchase, piece by piece, in an order that `seed` mixes. */
  returnAll(seed: number): void {
    for (let n = seed; this.returnable().length > 0; n += 7)
      this.do({ deed: 'refund', which: n, count: 1 + (n % 2), whole: false });
    this.compare();
  }

  /** Every account is what its entries say. */
  replay(): void {
    for (const n of this.cases.keys()) {
      const { faults, ledger, stored } = this.ledger.replayed(n);
      this.mustEqual([faults, ledger], [[], stored]);
    }
  }

  private compare(): void {
    this.ledger.expire(this.now);
    for (const [n, { rule }] of this.models.entries()) {
      rule.expire(this.now);
      this.mustEqual(this.ledger.standing(n, this.now), rule.standing(this.now));
    }
  }

  private mustEqual(product: unknown, model: unknown): void {
    if (!isDeepStrictEqual(product, model)) this.faults.push({ product, model });
  }

  private do(deed: Deed): void {
    if (deed.deed === 'buy') this.buy(deed);
    if (deed.deed === 'refund') this.refund(deed);
    if (deed.deed === 'wait') this.now += deed.days * 24 * hour;
    const { rule } = this.models[0] as ReferenceAccount;
    rule.expire(this.now);
    if (deed.deed === 'spend' && rule.spend !== undefined) {
      rule.spend(BigInt(deed.points));
      this.ledger.spend(deed.points, this.now);
    }
    if (deed.deed === 'use' && rule.useReward !== undefined) {
      rule.useReward();
      this.ledger.useReward(this.now);
    }
  }

  private buy({ lines, off, hoursLate, shopZone }: Extract<Deed, { deed: 'buy' }>): void {
    this.count += 1;
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    const discount = Math.floor((total * off) / 100);
    const at = Math.max(start, this.now - hoursLate * hour);
    const basket = { id: `p${this.count}`, at, lines, discount, shopZone };
    const tier = this.models.at(-1)?.rule.standing(this.now).tier ?? null;
    const multiplier = multiplierOf(this.cases.at(-1)?.[1], tier);
    this.ledger.buy(basket, this.now);
    let points = 0n;
    for (const model of this.models) {
      const granted = model.buy({ ...basket, multiplier }, points, this.now);
      if (model.rule.spend !== undefined) points += granted;
    }
  }

  private refund({ which, count, whole }: Extract<Deed, { deed: 'refund' }>): void {
    const items = this.returnable();
    const item = items[which % Math.max(1, items.length)];
    if (item === undefined) return;
    const returns = whole
      ? items.filter(({ id }) => id === item.id)
      : [{ ...item, left: Math.min(count, item.left) }];
    for (const { id, line, left } of returns) this.giveBack(id, line, left);
  }

  private giveBack(id: string, line: number, quantity: number): void {
    this.ledger.refund(id, line, quantity, this.now);
    const { returned } = this.ledger.purchases.get(id) as { returned: number[] };
    let left = 0n;
    for (const model of this.models) {
      const granted = model.refund(id, returned, left, this.now);
      if (model.rule.spend !== undefined) left += granted;
    }
  }

  private returnable(): { id: string; line: number; left: number }[] {
    return [...this.ledger.purchases].flatMap(([id, { basket, returned }]) =>
      basket.lines.flatMap(({ quantity }, n) => {
        const left = quantity - (returned[n] ?? 0);
        return left === 0 ? [] : [{ id, line: n, left }];
      }),
    );
  }
}

function multiplierOf(config: RuleConfig | undefined, tier: string | null): number {
  const tiers = config !== undefined && 'tiers' in config ? config.tiers : [];
  return tiers.find(({ name }) => name === tier)?.multipliers?.['points'] ?? 1;
}
