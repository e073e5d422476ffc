import type { Knex } from 'knex';
import { settle } from '../../domain/program/due';
import type { Instant, Program } from '../../domain/program/program';
import type { TenantContext } from '../tenant';
import { lockProgram, saveProgram } from './program-store';

/** Whether a scheduled change of a program should be in force by now, and is not: its workflow has not got to it yet. */
export function isLate({ scheduledChanges: [next], deletedAt }: Program, now: Instant): boolean {
  return next !== undefined && next.at <= now && deletedAt === null;
}

/**
 * Does what the workflows of these programs would do by now, in a transaction for each, so that what customers do is
 * judged by the definition that is in force. The workflow finds it done.
 */
export async function settleLate(
  knex: Knex,
  { businessId }: TenantContext,
  programIds: readonly string[],
  now: Instant,
): Promise<void> {
  const tenant = { businessId, actor: 'system' } as const;
  for (const id of programIds) {
    await knex.transaction(async (trx) => {
      const stored = await lockProgram(trx, tenant, id);
      const change = stored === null ? null : settle(stored, now);
      if (change !== null && change.revisions.length > 0) await saveProgram(trx, change);
    });
  }
}
