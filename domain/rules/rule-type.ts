/**
 * The contract of a rule type. One file per type exports one object of this shape; everything else that knows about
 * rule types (validation, API schemas, documentation, forms, tests) is derived from the registry in `index.ts`.
 *
 * Glossary
 *   quantity     an integer in the rule's unit; amounts of money are in minor units
 *   state        what a rule remembers of one customer, plain JSON, understood by the rule alone
 *   held reward  a reward that was issued and is neither used, expired nor revoked
 *
 * Everything here is pure: no clock, no randomness, instants are epoch milliseconds and come from the caller.
 */
import type Joi from 'joi';
import type { CommonConfig } from './common-config';
import type { RuleExample } from './example';
import type { ConfigProblem } from './problem';
import type { Purchase } from './purchase';
import type { Reach } from './reach';
import type { RewardIssue } from './reward';
import type { Worth } from './worth';

/** What a rule counts. `amount` is money in minor units. */
export type Unit = 'points' | 'punches' | 'amount' | 'visits' | 'stamps';

/** Why something earned nothing, or less than it could have. The code is stable, the message is for people. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** The program and the account for which a rule works. */
export interface RuleContext {
  readonly currency: string;
  /** IANA zone of the program: its days, months and years count. */
  readonly timezone: string;
  /** The points that the customer can spend now; other rules do not look at it. */
  readonly balance: number;
}

/** What a purchase is worth, whoever makes it. */
export interface Measured {
  readonly quantity: number;
  /** Further counters that the purchase moves, by name (tiers that count several things). Never capped. */
  readonly also?: Readonly<Record<string, number>>;
  readonly reasons: readonly Reason[];
}

/** A reward that can still be taken back. */
export interface HeldReward {
  readonly id: string;
  /** The quantity that it was issued for. */
  readonly cost: number;
  readonly transactionId: string | null;
  /** When the purchase was made that gave it. */
  readonly issuedAt: number;
}

/** A purchase, or a refund, about to change an account. */
export interface Change {
  readonly transactionId: string;
  /** When the purchase was made, for its refunds too. */
  readonly occurredAt: number;
  /** Positive for what is earned, negative for what is taken back. */
  readonly quantity: number;
  readonly also?: Readonly<Record<string, number>>;
  /** All held rewards of the account, oldest first. */
  readonly held: readonly HeldReward[];
  /** The id for the n-th reward that this change issues, from 0. */
  readonly rewardId: (n: number) => string;
}

/** What a change did. */
export interface Applied<State> {
  readonly state: State;
  /** What was earned (or, below zero, taken back) in the eyes of the customer. */
  readonly earned: number;
  readonly issued: readonly RewardIssue[];
  /** Ids of held rewards that are taken back. */
  readonly revoked: readonly string[];
  /** What could not be taken back, because it is used already. */
  readonly shortfall: number;
  readonly reasons: readonly Reason[];
  /** The tier before and after, when it changed. */
  readonly tier?: { readonly from: string | null; readonly to: string | null };
  /** When what was earned expires; null for never. */
  readonly expiresAt?: number | null;
}

/** How far a customer is. `required` and `missing` are null where nothing is to be reached. */
export interface Progress {
  readonly unit: Unit;
  readonly current: number;
  readonly required: number | null;
  readonly missing: number | null;
  readonly tier?: TierProgress;
}

/** The tier that a customer holds, what holds it, and what the next one takes. Values are in `unit`. */
export interface TierProgress {
  readonly name: string | null;
  readonly since: number | null;
  readonly heldBy: TierValue | null;
  /** When the tier will be lowered unless its threshold is met by then; null when it is not in danger. */
  readonly lowersAt: number | null;
  readonly next: (TierValue & { readonly name: string; readonly missing: number }) | null;
}

export interface TierValue {
  readonly unit: Unit;
  /** Key of the period that counts: `2026-03`, `2026`, `lifetime`. */
  readonly period: string;
  readonly current: number;
  readonly required: number;
}

/** What only rules with tiers can do. */
export interface TierAbility<Config, State> {
  /** All tiers from the lowest to the highest, each with what it takes: `spend $500 within a year`. */
  ladder(config: Config, currency: string): readonly { readonly name: string; readonly takes: string }[];
  /** The state with a tier given by people, as from another system; null if the config has no such tier. */
  place(config: Config, state: State, tier: string, at: number): State | null;
  /** The tier that a customer holds, and what it multiplies points with; null for none. */
  current(config: Config, state: State): { readonly name: string; readonly pointsMultiplier: number } | null;
  /** The review at `at`, which must be one of the instants of `nextReviewAt`. A second one at `at` changes nothing. */
  review(config: Config, context: RuleContext, state: State, at: number): Reviewed<State>;
  /** The first instant after `after` at which tiers must be reviewed; null when they are never lowered. */
  nextReviewAt(config: Config, context: RuleContext, after: number): number | null;
}

export interface Reviewed<State> {
  readonly state: State;
  readonly tier?: { readonly from: string | null; readonly to: string | null };
}

/** Written as methods, not as function fields, so that a definition of one config can stand in a list of all. */
export interface RuleDefinition<Config extends CommonConfig, State> {
  /** The name in the API and in the database: `PUNCH_CARD`. Its file is `punch-card.ts`. */
  readonly type: string;
  readonly title: string;
  /** One sentence for a list of rule types. */
  readonly summary: string;
  /** Markdown: how it earns, field by field where that is not plain. */
  readonly docs: string;
  /** Raised whenever the same config would earn differently. Stored with every ledger entry. */
  readonly logicVersion: number;
  /** A config to begin with, valid in every currency. */
  readonly defaults: Config;
  /** Worked examples: documentation for people, and the rule's tests. */
  readonly examples: readonly RuleExample<Config>[];
  /** What a rule remembers of a customer who has bought nothing. */
  readonly initialState: State;
  /** The shape of a config whose currency has `digits` decimals. Joi is received: it cannot load everywhere. */
  schema(joi: Joi.Root, digits: number): Joi.ObjectSchema<Config>;
  /** What a schema cannot say: fields that contradict one another. Sees configs of any shape, never throws. */
  check(config: unknown, digits: number): readonly ConfigProblem[];
  /** What this counts under `config`. */
  unit(config: Config): Unit;
  /** The sentence that a customer would read. */
  preview(config: Config, currency: string): string;
  /** What a purchase is worth under a config, before caps; reasons say why it is worth nothing. */
  measure(config: Config, context: RuleContext, purchase: Purchase): Measured;
  /** The account after a change, and the rewards that come and go with it. */
  apply(config: Config, context: RuleContext, state: State, change: Change): Applied<State>;
  /** How far the customer is at an instant. */
  progress(config: Config, context: RuleContext, state: State, at: number): Progress;
  /** What the customer holds at an instant, held rewards apart: `caps.maximumBalance` limits it. */
  holding(config: Config, context: RuleContext, state: State, at: number): number;
  /** What points are worth, in minor units, rounded down. Only of rules whose unit can be spent. */
  redemptionValue?(config: Config, points: number, currency: string): number;
  /**
   * What an earned quantity is worth to the customer, exactly. Not of rules that only count, such as tiers: their
   * programs are in no exclusive group.
   */
  worth?(config: Config, quantity: number, currency: string): Worth;
  /** What the first reward takes. Not of rules whose goal a single purchase could always reach, or that have none. */
  reach?(config: Config, currency: string): Reach;
  readonly tiers?: TierAbility<Config, State>;
}
