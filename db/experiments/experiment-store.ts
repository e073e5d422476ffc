import type { Knex } from 'knex';
import { type Listed, listById, type Stretch } from '../list-by-id';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { type Experiment, type ExperimentStatus, experimentsAt } from './experiment';

/** A new experiment. The variants must be valid. */
export type NewExperiment = Pick<
  Experiment,
  'id' | 'programId' | 'name' | 'metric' | 'variants' | 'startedAt'
>;

/**
 * Stores an experiment that starts, under an id (UUIDv7) made by the caller. The caller has locked the program, which
 * must be the tenant's and have no experiment, and gives it this one in the same transaction.
 */
export async function insertExperiment(
  trx: Knex.Transaction,
  tenant: TenantContext,
  { id, programId, name, metric, variants, startedAt }: NewExperiment,
): Promise<void> {
  await trx('experiments').insert({
    id,
    business_id: tenant.businessId,
    program_id: programId,
    name,
    metric,
    status: 'RUNNING',
    variants: JSON.stringify(variants),
    started_at: toTimestamp(startedAt),
  });
}

/**
 * Stores that a running experiment of the tenant ends. The caller has locked its program and takes the experiment off
 * it in the same transaction.
 * @param promoted the variant whose config becomes the program's; null: none
 */
export async function endExperiment(
  trx: Knex.Transaction,
  tenant: TenantContext,
  { id, at, promoted }: { readonly id: string; readonly at: number; readonly promoted: string | null },
): Promise<void> {
  await trx('experiments')
    .where({ business_id: tenant.businessId, id, status: 'RUNNING' })
    .update({ status: 'ENDED', ended_at: toTimestamp(at), promoted });
}

/** One experiment of the tenant as it is at `now`; null if there is none. */
export async function findExperiment(
  knex: Knex,
  tenant: TenantContext,
  id: string,
  now: number,
): Promise<Experiment | null> {
  const [row] = await runPrepared<Experiment>(knex, findSql, [tenant.businessId, id, toTimestamp(now)]);
  return row ?? null;
}

/** Which experiments; null: whichever. */
export interface ExperimentFilter {
  readonly programId: string | null;
  readonly status: ExperimentStatus | null;
}

/** Experiments of the tenant as they are at `now`, the latest first. */
export async function listExperiments(
  knex: Knex,
  tenant: TenantContext,
  { programId, status }: ExperimentFilter,
  now: number,
  stretch: Stretch,
): Promise<Listed<Experiment>> {
  const at = { now: toTimestamp(now) };
  const { columns, from, over } = experimentsAt(':now::timestamptz');
  const matching = knex
    .from(knex.raw(from))
    .where('e.business_id', tenant.businessId)
    .modify((query) => {
      if (programId !== null) void query.where('e.program_id', programId);
      if (status !== null) void query.whereRaw(`${over} = (:ended)`, { ...at, ended: status === 'ENDED' });
    })
    .select(knex.raw(columns, at));
  return listById(knex, matching, 'e.id', stretch);
}

const found = experimentsAt('$3::timestamptz');

const findSql = {
  name: 'find_experiment',
  text: `SELECT ${found.columns} FROM ${found.from} WHERE e.business_id = $1 AND e.id = $2`,
};
