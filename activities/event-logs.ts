import type { Transaction } from 'objection';
import * as customers from '../db/ledger/unpublished-customer-events';
import * as programs from '../db/programs/unpublished-revisions';
import { customerEvents } from '../domain/ledger/customer-event';
import { programEvent } from '../domain/program/event';

/** A log whose entries are to be published in order per subject: per program, or per customer. */
export interface EventLog {
  /** Locks the subjects that have waited longest, skipping those that somebody else is publishing. */
  lockLongestWaiting(trx: Transaction, entries: number): Promise<string[]>;
  /** What waits of locked subjects, in order per subject. */
  read(trx: Transaction, subjectIds: readonly string[], limit: number): Promise<WaitingEvents>;
}

export interface WaitingEvents {
  readonly events: readonly object[];
  /** To be called once the stream has acknowledged all of them. */
  markPublished(): Promise<void>;
}

/** Revisions of programs. */
export const programLog: EventLog = {
  lockLongestWaiting: programs.lockLongestWaiting,
  async read(trx, programIds, limit) {
    const waiting = await programs.unpublishedRevisions(trx, programIds, limit);
    return {
      events: waiting.map(({ revision, eventId }) => programEvent(revision, eventId)),
      markPublished: () => programs.markPublished(trx, waiting),
    };
  },
};

/** What happened to customers. */
export const customerLog: EventLog = {
  lockLongestWaiting: customers.lockLongestWaiting,
  async read(trx, customerIds, limit) {
    const waiting = await customers.unpublishedCustomerEvents(trx, customerIds, limit);
    return {
      events: waiting.flatMap(customerEvents),
      markPublished: () => customers.markPublished(trx, waiting),
    };
  },
};
