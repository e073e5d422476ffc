import type { Knex } from 'knex';
import type { Instant, Program } from '../../domain/program/program';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { programColumns, type ProgramRow } from './program-columns';

/** Programs of the tenant that are live and not over at an instant, started or not, the latest first. */
export async function listLivePrograms(
  knex: Knex,
  { businessId }: TenantContext,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<Program[]> {
  return runPrepared<ProgramRow>(knex, liveSql, [businessId, toTimestamp(now), limit]);
}

const liveSql = {
  name: 'live-programs',
  text: `SELECT ${programColumns} FROM loyalty_programs p
    WHERE p.business_id = $1 AND p.deleted_at IS NULL AND p.lifecycle = 'LIVE' AND (p.ends_at IS NULL OR p.ends_at > $2)
    ORDER BY p.created_at DESC, p.id DESC LIMIT $3`,
};
