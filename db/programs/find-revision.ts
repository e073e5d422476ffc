import type { Knex } from 'knex';
import type { Instant, Program } from '../../domain/program/program';
import { toTimestamp } from '../models/instants';
import { type PreparedStatement, runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';

/** A program as one of its revisions left it, and since when it was so. */
export interface PastProgram {
  readonly program: Program;
  readonly occurredAt: Instant;
}

const columns = 'r.program, r.occurred_at AS "occurredAt"';
const ofProgram = 'r.business_id = $1 AND r.program_id = $2';

const versionStatement: PreparedStatement = {
  name: 'program-version',
  text: `SELECT ${columns} FROM program_revisions r WHERE ${ofProgram} AND r.number = $3`,
};

// Revisions never go back in time, so the latest number in force is found by walking the log backwards.
const asOfStatement: PreparedStatement = {
  name: 'program-as-of',
  text: `SELECT ${columns} FROM program_revisions r WHERE ${ofProgram} AND r.occurred_at <= $3
    ORDER BY r.number DESC LIMIT 1`,
};

/** A program of the tenant as it was at one version, deleted ones included; null if there is no such version. */
export async function programVersion(
  knex: Knex,
  tenant: TenantContext,
  id: string,
  version: number,
): Promise<PastProgram | null> {
  const [row] = await runPrepared<PastProgram>(knex, versionStatement, [tenant.businessId, id, version]);
  return row ?? null;
}

/** A program of the tenant as it was at an instant; null if it did not exist then. */
export async function programAsOf(
  knex: Knex,
  tenant: TenantContext,
  id: string,
  at: Instant,
): Promise<PastProgram | null> {
  const [row] = await runPrepared<PastProgram>(knex, asOfStatement, [tenant.businessId, id, toTimestamp(at)]);
  return row ?? null;
}
