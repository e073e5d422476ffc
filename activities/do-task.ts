import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { v7 as newId } from 'uuid';
import { customersToKeep, removeAccounts } from '../db/ledger/accounts-to-keep';
import { Ledger } from '../db/ledger/ledger';
import { findProgram } from '../db/programs/find-program';
import { recordTaskDone } from '../db/programs/task-done';
import type { TenantContext } from '../db/tenant';
import { type AccountTask, houseKeep, noticeOf } from '../domain/ledger/housekeeping';
import { unfrozenUntil } from '../domain/program/freeze';
import type { Program } from '../domain/program/program';
import { type ActivityDependencies, instantOf, type ProgramRequest } from './dependencies';
import { inLanes } from './in-lanes';
import type { DueTask } from './program-plan';

/** A task that is due in a program. */
export interface TaskRequest extends ProgramRequest {
  readonly task: DueTask;
}

const batchSize = 200;

/** Customers whose accounts are kept at the same time. */
const lanes = 8;

/**
 * Makes `doTask`: does one task for every customer of a program, in batches, and records that it is done. Each
 * customer is one transaction that changes nothing the second time, so a worker that dies half-way repeats at most
 * one batch: the heartbeat tells the next one where to go on.
 */
export function createDoTask(dependencies: ActivityDependencies) {
  const { knex } = dependencies;
  const ledger = new Ledger(knex);

  return async function doTask(request: TaskRequest): Promise<void> {
    const { programId, businessId, task } = request;
    const tenant: TenantContext = { businessId, actor: 'system' };
    if (task.kind === 'clear') await clear(tenant, programId);
    else await forEveryCustomer(tenant, request, task.kind);
    if (task.kind !== 'expire')
      await recordTaskDone(knex, tenant, programId, { kind: task.kind, at: task.at });
  };

  async function clear(tenant: TenantContext, programId: string): Promise<void> {
    while ((await removeAccounts(knex, tenant, programId, batchSize)) > 0) heartbeat();
  }

  async function forEveryCustomer(
    tenant: TenantContext,
    request: TaskRequest,
    kind: AccountTask,
  ): Promise<void> {
    const { programId, task } = request;
    const program = await findProgram(knex, tenant, programId);
    if (program === null) return;
    const now = instantOf(dependencies, request);
    const notice = noticeOf(program, kind);
    let after = resumedAfter();
    for (;;) {
      const at = kind === 'expire' ? unfrozenUntil(program, now) : task.at;
      const batch = { programId, task: kind, at, notice, after, limit: batchSize };
      const customers = await customersToKeep(knex, tenant, batch);
      await inLanes(
        lanes,
        customers,
        (id) => keep(tenant, program, id, kind, task.at, now),
        cancellationSignal(),
      );
      cancellationSignal().throwIfAborted();
      after = customers.at(-1) ?? null;
      if (after === null) return;
      heartbeat(after);
    }
  }

  async function keep(
    tenant: TenantContext,
    program: Program,
    customerId: string,
    kind: AccountTask,
    at: number,
    now: number,
  ): Promise<void> {
    const request = { customerId, programId: program.id, now, holdings: true };
    const context = { actor: tenant.actor, now, newId };
    await ledger.change(tenant, request, (sheet) => houseKeep(sheet, program.id, kind, at, context));
  }
}

/** The customer after whom an earlier attempt stopped; null to begin. */
function resumedAfter(): string | null {
  const details: unknown = activityInfo().heartbeatDetails;
  return typeof details === 'string' ? details : null;
}
