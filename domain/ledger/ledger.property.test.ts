/** The product against the reference model: random purchases, late ones, refunds, redemptions and expiries. */
import * as fc from 'fast-check';
import { type Case, deeds, Pair, start } from './pair.fixtures';

const reward = { rewardType: 'free_item', rewardValue: 'item', rewardDescription: 'An item' } as const;
const tier = (
  name: string,
  type: 'spending' | 'visits' | 'points',
  value: number,
  period: 'monthly' | 'yearly' | 'lifetime',
  points?: number,
) => ({
  name,
  threshold: { type, value, period },
  benefits: [],
  ...(points === undefined ? {} : { multipliers: { points } }),
});

const points: Case = [
  'POINTS_BASED',
  {
    pointsPerDollar: 1.37,
    redemptionRate: 100,
    minimumPurchaseAmount: 20,
    categoryMultipliers: { wine: 1.5 },
    expirationMonths: 1,
  },
];
const tiers: Case = [
  'TIER_BASED',
  {
    tiers: [
      tier('Bronze', 'spending', 100, 'monthly', 1.25),
      tier('Silver', 'visits', 4, 'monthly', 1.5),
      tier('Gold', 'points', 400, 'lifetime', 2.0025),
      tier('Platinum', 'spending', 900, 'yearly', 3),
    ],
    evaluationPeriod: 'yearly',
  },
];
const cases: readonly Case[] = [
  points,
  ['PUNCH_CARD', { punchesRequired: 3, ...reward, rewardExpirationDays: 10 }],
  [
    'PUNCH_CARD',
    {
      punchesRequired: 2,
      ...reward,
      categoryFilter: 'Wine',
      minimumPurchaseAmount: 50,
      validHours: { start: 20, end: 9 },
    },
  ],
  ['AMOUNT_SPENT', { thresholdAmount: 99.9, resetPeriod: 'monthly', ...reward, rewardExpirationDays: 5 }],
  ['AMOUNT_SPENT', { thresholdAmount: 250, ...reward }],
  tiers,
  ['VISIT_FREQUENCY', { visitsRequired: 3, withinDays: 6, ...reward, rewardExpirationDays: 7 }],
  ['VISIT_FREQUENCY', { visitsRequired: 2, withinDays: 2, consecutiveRequired: true, ...reward }],
  [
    'STAMP_CARD',
    { stampsRequired: 7, stampEarnRule: { type: 'per_item', value: 3 }, categoryFilter: 'tea', ...reward },
  ],
  ['STAMP_CARD', { stampsRequired: 7, stampEarnRule: { type: 'per_dollar', value: 0.033 }, ...reward }],
  ['STAMP_CARD', { stampsRequired: 5, stampEarnRule: { type: 'per_visit', value: 2 }, ...reward }],
];
const policies = cases.flatMap(([type, config]): Case[] => [
  [type, config],
  [type, { ...config, refundPolicy: 'negative' }],
]);
const capped = cases
  .filter(([type]) => type !== 'TIER_BASED' && type !== 'AMOUNT_SPENT' && type !== 'VISIT_FREQUENCY')
  .map(
    ([type, config]): Case => [
      type,
      { ...config, caps: { perTransaction: 60, perDay: 90, maximumBalance: 150 } },
    ],
  );
const tight = cases
  .filter(([type]) => type === 'PUNCH_CARD' || type === 'STAMP_CARD')
  .map(
    ([type, config]): Case => [
      type,
      { ...config, caps: { perTransaction: 4, perDay: 5, maximumBalance: 8 } },
    ],
  );

const all = [...[...policies, ...capped, ...tight].map((one) => [one]), [points, tiers]].map(
  (programs, n) => [n, programs.map(([type]) => type).join(' and '), programs] as const,
);

test.each(all)(
  'case %i: %s is as the reference model says, and as its entries say',
  (_n, _types, programs) => {
    fc.assert(
      fc.property(deeds, (played) => {
        const pair = new Pair(programs);
        pair.play(played);
        pair.replay();
        expect(pair.faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  },
);

test.each(all)('case %i: %s keeps nothing of purchases that were returned', (_n, _types, programs) => {
  fc.assert(
    fc.property(deeds, fc.nat(1000), (played, seed) => {
      const pair = new Pair(programs);
      // Nothing is used or expires: then whatever the policy, everything can be taken back.
      pair.play(
        played
          .filter(([, { deed }]) => deed === 'buy' || deed === 'refund')
          .map(([hours, deed]) => [hours % 4, deed]),
      );
      pair.returnAll(seed);
      pair.replay();
      expect(pair.faults).toEqual([]);
      for (const n of programs.keys()) {
        const { balance, progress, lots, rewards, tier: held } = pair.ledger.standing(n, start);
        const open = rewards.filter((one) => one.startsWith('unused'));
        expect({ balance, progress, lots, open, held }).toEqual({
          balance: 0n,
          progress: 0n,
          lots: [],
          open: [],
          held: null,
        });
      }
    }),
    { numRuns: 40 },
  );
});
