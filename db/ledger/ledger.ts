import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Decided, Posting } from '../../domain/ledger/posting';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import type { Instant } from '../../domain/program/program';
import { ProgramSnapshots } from '../programs/snapshots';
import type { TenantContext } from '../tenant';
import { loadSheet, type SheetRequest } from './load-sheet';
import { post, SheetChanged } from './post';
import { Turns } from './turns';

/** Thrown when a customer's accounts kept changing while a decision was made, time after time. */
export class CustomerBusy extends Error {}

const maximumAttempts = 30;

/** Reads customers, has decisions made about them and writes what was decided. */
export class Ledger {
  readonly snapshots: ProgramSnapshots;
  private readonly turns = new Turns();

  constructor(readonly knex: Knex) {
    this.snapshots = new ProgramSnapshots(knex);
  }

  /**
   * The customer's sheet for reading; null if the tenant has no such customer.
   * @param from a replica, while the primary is down
   */
  read(tenant: TenantContext, request: SheetRequest, from: Knex = this.knex): Promise<CustomerSheet | null> {
    return loadSheet(from, this.snapshots, tenant, request);
  }

  /**
   * Reads the sheet, has `decide` look at it, and posts what it decided; starts over when the customer or a program
   * changed in between. `decide` must be pure: it may run several times. Null if there is no such customer.
   */
  change<Answer>(
    tenant: TenantContext,
    request: SheetRequest,
    decide: (sheet: CustomerSheet) => Decided<Answer> | Promise<Decided<Answer>>,
  ): Promise<Answer | null> {
    return this.turns.take(request.customerId, async () => {
      for (let attempt = 0; attempt < maximumAttempts; attempt++) {
        const sheet = await this.read(tenant, request);
        if (sheet === null) return null;
        const { answer, posting } = await decide(sheet);
        if (posting === null || (await this.posted(sheet, posting, request.now))) return answer;
        await pause(Math.random() * 5 * Math.min(attempt, 10));
      }
      throw new CustomerBusy(`customer ${request.customerId} changed ${maximumAttempts} times in a row`);
    });
  }

  private async posted(sheet: CustomerSheet, posting: Posting, now: Instant): Promise<boolean> {
    try {
      await post(this.knex, sheet, posting, now);
      return true;
    } catch (error) {
      if (error instanceof SheetChanged) return false;
      throw error;
    }
  }
}
