/** What a month of the coffee shop comes to: sums over all customers. */
export interface Totals {
  readonly purchases: number;
  readonly refunds: number;
  /** Points. */
  readonly pointsGranted: number;
  readonly pointsSpent: number;
  readonly spendings: number;
  readonly pointsLeft: number;
  /** Punches on cards that are not full. */
  readonly punches: number;
  readonly rewards: {
    readonly unused: number;
    readonly used: number;
    readonly expired: number;
    readonly revoked: number;
  };
  /** Customers by tier. */
  readonly tiers: {
    readonly none: number;
    readonly Silver: number;
    readonly Gold: number;
    readonly Friend: number;
  };
}

/** Computed once, by the reference model. */
export const knownTotals: Totals = {
  purchases: 2977,
  refunds: 209,
  pointsGranted: 184979,
  pointsSpent: 20662,
  spendings: 210,
  pointsLeft: 154660,
  punches: 251,
  rewards: { unused: 70, used: 178, expired: 29, revoked: 12 },
  tiers: { none: 8, Silver: 28, Gold: 64, Friend: 100 },
};
