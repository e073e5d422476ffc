/** A worked example of a rule: what is bought and given back, and what comes of it. Amounts are decimals. */
export interface RuleExample<Config> {
  readonly title: string;
  readonly config: Config;
  /** USD when left out. */
  readonly currency?: string;
  /** The program's zone and the location's; UTC when left out. */
  readonly timezone?: string;
  /** What a customer reads. */
  readonly preview: string;
  readonly steps: readonly ExampleStep[];
}

export interface ExampleLine {
  readonly category?: string;
  readonly quantity?: number;
  /** What the line costs in all. */
  readonly amount: number;
}

export interface ExampleStep {
  /** A purchase: its id, when, and its lines. */
  readonly buy?: {
    readonly id: string;
    readonly at: string;
    readonly lines: readonly ExampleLine[];
    readonly discount?: number;
    readonly pointsMultiplier?: number;
    readonly pointsEarned?: number;
  };
  /** A refund: of which purchase, and how many items of each line; all of them when left out. */
  readonly refund?: { readonly id: string; readonly returned?: readonly number[] };
  /** The customer uses the oldest held reward. */
  readonly use?: true;
  /** Tiers are reviewed up to and including this instant. */
  readonly reviewUntil?: string;
  readonly expect: {
    readonly earned?: number;
    readonly issued?: number;
    readonly revoked?: number;
    readonly reasons?: readonly string[];
    /** Progress at the instant of the latest purchase or review: current, and required where there is something to reach. */
    readonly progress: readonly [current: number, required?: number];
    readonly tier?: string | null;
    /** When what was earned expires. */
    readonly expiresAt?: string;
  };
}
