/** A little ledger for tests: one customer in one program, with what a caller of the engine keeps. */
import * as fc from 'fast-check';
import { type AccountState, earn, type Granted, openAccount, type Outcome, reverse } from './earn';
import { type AnyRule, type RuleConfig, ruleFor, type RuleState, type RuleType } from './index';
import { type Purchase, remainingPurchase } from './purchase';
import type { HeldReward, RuleContext } from './rule-type';

interface Sold {
  readonly purchase: Purchase;
  readonly returned: number[];
  granted: Granted;
}

export class TestAccount {
  readonly rule: AnyRule;
  account: AccountState<RuleState>;
  balance = 0;
  held: HeldReward[] = [];
  readonly sold: Sold[] = [];
  private rewards = 0;

  constructor(
    type: RuleType,
    readonly config: RuleConfig,
    readonly timezone = 'Europe/Berlin',
  ) {
    this.rule = ruleFor(type);
    this.account = openAccount(this.rule);
  }

  get context(): RuleContext {
    return { currency: 'USD', timezone: this.timezone, balance: this.balance };
  }

  buy(purchase: Purchase): Outcome<RuleState> {
    const outcome = earn(this.rule, this.config, this.context, this.account, purchase, this.options());
    this.sold.push({ purchase, returned: purchase.lines.map(() => 0), granted: outcome.granted });
    return this.take(outcome, purchase);
  }

  /** Gives back `count` items of a line of the n-th purchase. */
  refund(n: number, line: number, count: number): Outcome<RuleState> {
    const sold = this.sold[n];
    if (sold === undefined) throw new Error(`no purchase ${n}`);
    sold.returned[line] = (sold.returned[line] ?? 0) + count;
    const remaining = remainingPurchase(sold.purchase, sold.returned);
    const request = { purchase: sold.purchase, remaining, granted: sold.granted };
    const outcome = reverse(this.rule, this.config, this.context, this.account, request, this.options());
    sold.granted = outcome.granted;
    return this.take(outcome, sold.purchase);
  }

  private options(): { held: readonly HeldReward[]; rewardId: () => string } {
    return { held: this.held, rewardId: () => `r${(this.rewards += 1)}` };
  }

  private take(outcome: Outcome<RuleState>, { transactionId }: Purchase): Outcome<RuleState> {
    this.account = outcome.account;
    this.balance += outcome.earned;
    const left = this.held.filter(({ id }) => !outcome.revoked.includes(id));
    this.held = [
      ...left,
      ...outcome.issued.map(({ id, cost, issuedAt }) => ({ id, cost, issuedAt, transactionId })),
    ];
    return outcome;
  }
}

const line = fc.record({
  category: fc.constantFrom('tea', 'wine', 'WINE'),
  quantity: fc.integer({ min: 1, max: 4 }),
  amount: fc.integer({ min: 0, max: 20_000 }),
});

const march = Date.parse('2026-03-20T00:00:00Z');

/** Purchases within some three weeks around a clock change. */
export const anyPurchases: fc.Arbitrary<readonly Purchase[]> = fc
  .array(
    fc.record({
      hour: fc.integer({ min: 0, max: 500 }),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 14 },
  )
  .map((bought) =>
    bought.map(({ hour, lines }, n) => ({
      transactionId: `t${n}`,
      occurredAt: march + hour * 3_600_000,
      lines,
      pointsEarned: 7,
    })),
  );

const reward = { rewardType: 'free_item', rewardValue: 'item', rewardDescription: 'An item' } as const;
const tier = (
  name: string,
  type: 'spending' | 'visits' | 'points',
  value: number,
  period: 'monthly' | 'yearly',
) => ({
  name,
  threshold: { type, value, period },
  benefits: [],
});

/** Configs that differ in everything that matters, none with caps. */
export const someConfigs: readonly (readonly [RuleType, RuleConfig])[] = [
  [
    'POINTS_BASED',
    {
      pointsPerDollar: 1.37,
      redemptionRate: 100,
      minimumPurchaseAmount: 20,
      categoryMultipliers: { wine: 1.5 },
    },
  ],
  [
    'PUNCH_CARD',
    {
      punchesRequired: 3,
      ...reward,
      categoryFilter: 'wine',
      minimumPurchaseAmount: 50,
      validHours: { start: 20, end: 9 },
    },
  ],
  ['AMOUNT_SPENT', { thresholdAmount: 99.9, resetPeriod: 'monthly', ...reward }],
  ['AMOUNT_SPENT', { thresholdAmount: 250, ...reward, refundPolicy: 'negative' }],
  [
    'TIER_BASED',
    {
      tiers: [
        tier('A', 'spending', 100, 'monthly'),
        tier('B', 'visits', 4, 'monthly'),
        tier('C', 'points', 40, 'yearly'),
        tier('D', 'spending', 900, 'yearly'),
      ],
      evaluationPeriod: 'yearly',
    },
  ],
  ['VISIT_FREQUENCY', { visitsRequired: 3, withinDays: 6, ...reward }],
  [
    'VISIT_FREQUENCY',
    { visitsRequired: 2, withinDays: 2, consecutiveRequired: true, ...reward, refundPolicy: 'negative' },
  ],
  [
    'STAMP_CARD',
    { stampsRequired: 7, stampEarnRule: { type: 'per_item', value: 3 }, categoryFilter: 'tea', ...reward },
  ],
  ['STAMP_CARD', { stampsRequired: 7, stampEarnRule: { type: 'per_dollar', value: 0.033 }, ...reward }],
];
