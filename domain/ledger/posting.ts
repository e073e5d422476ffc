import type { Instant } from '../program/program';
import type { Actor } from '../program/revision';
import type { Lot, Reward } from './sheet';

/** What a ledger entry records. */
export const entryKinds = [
  'earned',
  'reversed',
  'redeemed',
  'redemption_cancelled',
  'reward_issued',
  'reward_revoked',
  'expired',
  'adjusted',
  'imported',
  'reviewed',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One line of the append-only ledger. */
export interface Entry {
  readonly programId: string;
  /** 1, 2, 3, ... per account. */
  readonly number: number;
  readonly kind: EntryKind;
  /** Signed, in the rule's unit. */
  readonly quantity: number;
  readonly balanceAfter: number;
  readonly transactionId?: string | null;
  readonly refundId?: string | null;
  readonly rewardId?: string | null;
  readonly locationId?: string | null;
  readonly programVersion: number;
  readonly logicVersion: number;
  readonly actor: Actor;
  /** What replaying the entry needs beyond its quantity, and what people want to know of it. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly occurredAt: Instant;
}

/** What an account looks like after a posting. */
export interface AccountUpdate {
  readonly programId: string;
  readonly balance: number;
  readonly state: unknown;
  readonly tier: string | null;
  readonly entries: number;
  readonly nextExpiryAt: Instant | null;
  readonly lastActivityAt: Instant | null;
}

/** An event about a customer, before it has its sequence. */
export interface CustomerEventDraft {
  readonly type: string;
  readonly at: Instant;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A purchase as stored. Money in minor units. */
export interface TransactionRecord {
  readonly id: string;
  readonly externalId: string;
  readonly locationId: string | null;
  readonly occurredAt: Instant;
  readonly currency: string;
  readonly total: number;
  readonly discount: number;
  readonly lines: unknown;
  readonly contentSha256: string;
  readonly answer: unknown;
}

/** A refund as stored. */
export interface RefundRecord {
  readonly id: string;
  readonly externalId: string;
  readonly transactionId: string;
  readonly lines: unknown;
  readonly contentSha256: string;
  readonly answer: unknown;
}

/** Everything that one decision about a customer writes, in one database transaction or not at all. */
export interface Posting {
  /** The programs the decision rests on: if one has another version by then, the decision is made again. */
  readonly programs: readonly { readonly id: string; readonly version: number }[];
  readonly transaction?: TransactionRecord;
  readonly refund?: RefundRecord;
  readonly enrolments?: readonly {
    readonly programId: string;
    readonly enrolledAt: Instant;
    readonly state: unknown;
  }[];
  readonly accounts?: readonly AccountUpdate[];
  readonly entries?: readonly Entry[];
  /** New lots, and old ones with what now remains of them. */
  readonly lots?: readonly (Lot & { readonly programId: string })[];
  /** New rewards, and old ones with their new status. */
  readonly rewards?: readonly Reward[];
  /** The notice of the program's end that the customer was given, so that it is given once. */
  readonly notice?: { readonly programId: string; readonly notice: string };
  readonly events: readonly CustomerEventDraft[];
  readonly idempotency?: { readonly key: string; readonly status: number; readonly response: unknown };
}

/** What a decision found, and what is to be written for it, if anything. */
export interface Decided<Answer> {
  readonly answer: Answer;
  readonly posting: Posting | null;
}
