import type { Instant } from '../program/program';
import type { CustomerProgram } from './program-for';

/*
 * Glossary
 *   account      where one customer stands in one program; made by the enrolment
 *   sheet        all accounts of a customer as they were read, with the programs they belong to
 *   entry        one line of the append-only ledger of an account
 *   lot          points earned together, which expire together
 *   posting      everything that one decision writes: entries, lots, rewards, events
 */

/** Where a customer stands in a program. Quantities are integers in the rule's unit (money: minor units). */
export interface Account {
  readonly enrolledAt: Instant;
  readonly balance: number;
  /** What the rule remembers; plain JSON, understood by the rule alone. */
  readonly state: unknown;
  readonly tier: string | null;
  /** Number of the latest ledger entry. */
  readonly entries: number;
  readonly nextExpiryAt: Instant | null;
  readonly lastActivityAt: Instant | null;
  /** The latest notice of the program's end that the customer was given; known where one program was read. */
  readonly lastNotice?: string | null;
}

/** Points that were earned together. */
export interface Lot {
  /** Number of the ledger entry that made it. */
  readonly entry: number;
  readonly amount: number;
  readonly remaining: number;
  readonly transactionId: string | null;
  readonly earnedAt: Instant;
  readonly expiresAt: Instant | null;
}

export const rewardStatuses = ['available', 'reserved', 'redeemed', 'expired', 'revoked'] as const;
export type RewardStatus = (typeof rewardStatuses)[number];

/** A reward that a customer was given. */
export interface Reward {
  readonly id: string;
  readonly programId: string;
  readonly status: RewardStatus;
  /** Units of progress it was given for. */
  readonly cost: number;
  /** What was promised when it was given. */
  readonly reward: {
    readonly rewardType: string;
    readonly rewardValue: string | number;
    readonly rewardDescription: string;
  };
  readonly transactionId: string | null;
  readonly programVersion: number;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly reservedUntil: Instant | null;
  /** For whom it is held: a basket, or the user who asked. */
  readonly reservedBy: string | null;
  readonly redeemedAt: Instant | null;
  readonly redeemedLocationId: string | null;
}

/** One program of the customer's business, and the customer's account in it if enrolled. */
export interface SheetLine {
  /** With the config under which the customer is, should an experiment run. */
  readonly program: CustomerProgram;
  readonly account: Account | null;
  /** Lots with something left, in spending order. */
  readonly lots: readonly Lot[];
  /** Rewards that are neither expired nor revoked, oldest first. */
  readonly rewards: readonly Reward[];
}

/** A customer and everything that a decision about the customer needs. */
export interface CustomerSheet {
  readonly customerId: string;
  readonly businessId: string;
  /** Number of the customer's latest event: the version of the whole sheet. */
  readonly sequence: number;
  readonly erased: boolean;
  readonly lines: readonly SheetLine[];
}
