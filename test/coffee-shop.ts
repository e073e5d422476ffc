/**
 * A month of a coffee shop with two locations, made from a fixed seed: what its customers did, in order. Numbers are
 * integers throughout, so that every machine makes the same month.
 */

export const start = Date.UTC(2026, 2, 1);
/** The points program is paused from the evening of the 14th to the morning of the 17th. */
export const pause = { from: Date.UTC(2026, 2, 14, 18), to: Date.UTC(2026, 2, 17, 6) };
export const timezone = 'Europe/London';
export const shopZones = ['Europe/London', 'Europe/Paris'] as const;
export const customers = 200;

const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'Free coffee' } as const;

export const programs = {
  points: {
    ruleType: 'POINTS_BASED',
    ruleConfig: {
      pointsPerDollar: 3.35,
      redemptionRate: 100,
      minimumPurchaseAmount: 2.5,
      categoryMultipliers: { pastry: 2, beans: 1.25 },
      expirationMonths: 12,
      caps: { perDay: 150 },
    },
  },
  punches: {
    ruleType: 'PUNCH_CARD',
    ruleConfig: {
      punchesRequired: 4,
      categoryFilter: 'coffee',
      minimumPurchaseAmount: 3,
      validHours: { start: 7, end: 19 },
      rewardExpirationDays: 14,
      ...reward,
    },
  },
  tiers: {
    ruleType: 'TIER_BASED',
    ruleConfig: {
      tiers: [
        tier('Silver', 'spending', 60, 'monthly', 1.1),
        tier('Gold', 'spending', 110, 'monthly', 1.5),
        tier('Friend', 'points', 800, 'lifetime', 2),
      ],
      evaluationPeriod: 'yearly',
    },
  },
} as const;

function tier(
  name: string,
  type: 'spending' | 'points',
  value: number,
  period: 'monthly' | 'lifetime',
  points: number,
) {
  return { name, threshold: { type, value, period }, benefits: [], multipliers: { points } };
}

export interface Line {
  readonly category: string;
  readonly quantity: number;
  /** Cents. */
  readonly unitPrice: number;
}

export type Deed = { readonly customer: number; readonly at: number } & (
  | { readonly kind: 'join' }
  /** `boughtAt` lies before `at` when the till was offline. */
  | {
      readonly kind: 'buy';
      readonly id: string;
      readonly boughtAt: number;
      readonly shop: number;
      readonly lines: readonly Line[];
      readonly discount: number;
    }
  | { readonly kind: 'refund'; readonly id: string; readonly line: number | null }
  | { readonly kind: 'spend'; readonly points: number }
  | { readonly kind: 'use' }
);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Everything that happened, in order. */
export function month(seed = 20_260_301): Deed[] {
  const random = randomFrom(seed);
  const deeds: Deed[] = [];
  for (let customer = 0; customer < customers; customer += 1) deeds.push(...visitsOf(customer, random));
  return deeds.toSorted((a, b) => a.at - b.at || a.customer - b.customer);
}

type Random = (below: number) => number;

function visitsOf(customer: number, random: Random): Deed[] {
  const joined = start + random(6) * day + (6 + random(14)) * hour;
  const deeds: Deed[] = [{ kind: 'join', customer, at: joined }];
  // Some come nearly every day, most now and then.
  const chance = 22 + random(50) + (customer % 5 === 0 ? 30 : 0);
  for (let visit = joined + hour; visit < start + 31 * day; visit += day) {
    if (random(100) >= chance) continue;
    deeds.push(...visitAt(customer, visit + random(4 * 60) * minute, deeds.length, random));
  }
  return deeds;
}

function visitAt(customer: number, boughtAt: number, n: number, random: Random): Deed[] {
  const id = `${customer}-${n}`;
  const late = random(20) === 0 ? (1 + random(60)) * hour : 0;
  const at = boughtAt + late;
  const lines = Array.from({ length: 1 + random(3) }, () => goods[random(goods.length)] as Goods).map(
    ([category, price]) => ({ category, quantity: 1 + random(2), unitPrice: price + random(40) }),
  );
  const discount = random(6) === 0 ? 50 + random(100) : 0;
  const deeds: Deed[] = [
    { kind: 'buy', customer, at, id, boughtAt, shop: random(4) === 0 ? 1 : 0, lines, discount },
  ];
  const soon = at + random(90) * minute + minute;
  if (random(14) === 0)
    deeds.push({ kind: 'refund', customer, at: soon, id, line: random(2) === 0 ? null : 0 });
  if (random(12) === 0) deeds.push({ kind: 'spend', customer, at: soon + minute, points: 50 + random(100) });
  if (random(5) === 0) deeds.push({ kind: 'use', customer, at: soon + 2 * minute });
  return deeds;
}

type Goods = readonly [category: string, cents: number];
const goods: readonly Goods[] = [
  ['coffee', 310],
  ['Coffee', 345],
  ['coffee', 290],
  ['pastry', 275],
  ['beans', 1195],
  ['tea', 260],
];

/** Marsaglia's xorshift over 32 bits: the same numbers everywhere. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
