import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Decided } from '../../domain/ledger/posting';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import { runPrepared } from '../prepared';
import { isLate, settleLate } from '../programs/settle-late';
import { ProgramSnapshots } from '../programs/snapshots';
import { SegmentMembership } from '../segments/membership';
import type { TenantContext } from '../tenant';
import { loadSheet, type SheetRequest } from './load-sheet';
import { type Change, changeOf, post, SheetChanged } from './post';
import { createPostTogether } from './post-together';
import { Turns } from './turns';

/** Thrown when a decision was overtaken time after time. */
export class CustomerBusy extends Error {}

/** So often a decision is made without a lock; after that the customer's row is locked first. */
const optimisticAttempts = 4;
const maximumAttempts = 20;

/** Reads customers, has decisions made about them and writes what was decided. */
export class Ledger {
  readonly snapshots: ProgramSnapshots;
  readonly segments: SegmentMembership;
  private readonly turns = new Turns();
  private readonly postTogether: (change: Change) => Promise<void>;

  constructor(readonly knex: Knex) {
    this.snapshots = new ProgramSnapshots(knex);
    this.postTogether = createPostTogether(knex);
    this.segments = new SegmentMembership(knex);
  }

  /**
   * The customer's sheet for reading; null if the tenant has no such customer. Programs whose scheduled change is due
   * are changed first, by themselves, whatever becomes of what the sheet is read for.
   * @param from a replica, while the primary is down: then programs are as they were last seen
   */
  async read(
    tenant: TenantContext,
    request: SheetRequest,
    from: Knex = this.knex,
  ): Promise<CustomerSheet | null> {
    const sheet = await loadSheet(from, this.snapshots, tenant, request);
    const late = sheet?.lines.filter(({ program }) => isLate(program, request.now)) ?? [];
    if (late.length === 0 || !(from === this.knex || from.isTransaction)) return sheet;
    const programIds = late.map(({ program }) => program.id);
    await settleLate(this.knex, tenant, programIds, request.now);
    return loadSheet(from, this.snapshots, tenant, request);
  }

  /**
   * Reads the sheet, has `decide` look at it, and posts what it decided; starts over when the customer or a program
   * changed in between. `decide` must be pure: it may run several times. Null if there is no such customer.
   */
  change<Answer>(
    tenant: TenantContext,
    request: SheetRequest,
    decide: Decide<Answer>,
  ): Promise<Answer | null> {
    return this.turns.take(request.customerId, async () => {
      for (let attempt = 0; attempt < maximumAttempts; attempt++) {
        const made =
          attempt < optimisticAttempts
            ? await this.attempt(this.knex, tenant, request, decide)
            : await this.attemptLocked(tenant, request, decide);
        if (made !== overtaken) return made;
        await pause(Math.random() * 5 * attempt);
      }
      throw new CustomerBusy(`customer ${request.customerId} changed ${maximumAttempts} times in a row`);
    });
  }

  /** Other processes that are as busy with this customer wait meanwhile, so that this one gets its turn. */
  private attemptLocked<Answer>(
    tenant: TenantContext,
    request: SheetRequest,
    decide: Decide<Answer>,
  ): Promise<Answer | null | typeof overtaken> {
    return this.knex
      .transaction(async (trx) => {
        await runPrepared(trx, lockSql, [tenant.businessId, request.customerId]);
        const made = await this.attempt(trx, tenant, request, decide);
        // The transaction is spoilt by the conflict, and must not be committed.
        if (made === overtaken) throw new SheetChanged();
        return made;
      })
      .catch(whenOvertaken);
  }

  private async attempt<Answer>(
    knex: Knex,
    tenant: TenantContext,
    request: SheetRequest,
    decide: Decide<Answer>,
  ): Promise<Answer | null | typeof overtaken> {
    const sheet = await this.read(tenant, request, knex);
    if (sheet === null) return null;
    const { answer, posting } = await decide(sheet);
    if (posting === null) return answer;
    const change = changeOf(sheet, posting, request.now);
    // Within a transaction of its own it must not wait for others, nor they for it.
    const written = knex === this.knex ? this.postTogether(change) : post(knex, change);
    return written.then(() => answer, whenOvertaken);
  }
}

type Decide<Answer> = (sheet: CustomerSheet) => Decided<Answer> | Promise<Decided<Answer>>;

const overtaken = Symbol('the customer or a program changed since it was read');

function whenOvertaken(error: unknown): typeof overtaken {
  if (error instanceof SheetChanged) return overtaken;
  throw error;
}

const lockSql = {
  name: 'lock_customer',
  text: 'SELECT FROM customers WHERE business_id = $1 AND id = $2 FOR NO KEY UPDATE',
};
