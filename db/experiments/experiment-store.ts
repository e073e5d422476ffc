import type { Knex } from 'knex';
import { type Listed, listById, type Stretch } from '../list-by-id';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { type Experiment, ExperimentModel } from './experiment-model';

/** What a business says of an experiment. The variants must be valid. */
export type ExperimentFacts = Pick<Experiment, 'programId' | 'name' | 'metric' | 'variants'>;

/** What became of the wish to end an experiment. */
export type ExperimentEnd =
  | { readonly outcome: 'ended' | 'already_ended'; readonly experiment: Experiment }
  | { readonly outcome: 'not_found' };

/**
 * Starts an experiment under an id (UUIDv7) made by the caller. The program must be the tenant's.
 * @returns null when another experiment with the program still runs
 */
export async function insertExperiment(
  knex: Knex,
  tenant: TenantContext,
  { id, at, ...facts }: ExperimentFacts & { readonly id: string; readonly at: number },
): Promise<Experiment | null> {
  const { programId, name, metric, variants } = facts;
  const inserted: { id: string }[] = await knex('experiments')
    .insert({
      id,
      business_id: tenant.businessId,
      program_id: programId,
      name,
      metric,
      status: 'RUNNING',
      variants: JSON.stringify(variants),
      started_at: toTimestamp(at),
    })
    .onConflict(knex.raw("(program_id) WHERE status = 'RUNNING'"))
    .ignore()
    .returning('id');
  return inserted.length === 0 ? null : findExperiment(knex, tenant, id);
}

/** One experiment of the tenant; null if there is none. */
export async function findExperiment(
  knex: Knex,
  tenant: TenantContext,
  id: string,
): Promise<Experiment | null> {
  const row = await ExperimentModel.query(knex).findOne({ business_id: tenant.businessId, id });
  return row?.toExperiment() ?? null;
}

/** Experiments of the tenant, with one program or with all, the latest first. */
export async function listExperiments(
  knex: Knex,
  tenant: TenantContext,
  { programId }: { readonly programId: string | null },
  stretch: Stretch,
): Promise<Listed<Experiment>> {
  const matching = knex('experiments')
    .where({ business_id: tenant.businessId })
    .modify((query) => {
      if (programId !== null) void query.where('program_id', programId);
    })
    .select(columns);
  return listById(knex, matching, 'id', stretch);
}

/** The experiments that run with these programs of the tenant, at most one each: for purchases. */
export function runningExperiments(
  knex: Knex,
  tenant: TenantContext,
  programIds: readonly string[],
): Promise<Pick<Experiment, 'id' | 'programId' | 'variants' | 'startedAt'>[]> {
  return runPrepared(knex, runningSql, [tenant.businessId, programIds]);
}

/** Ends an experiment, once; `winner` is the name of the variant that is promoted, null when none is. */
export async function endExperiment(
  knex: Knex,
  tenant: TenantContext,
  id: string,
  { at, winner }: { readonly at: number; readonly winner: string | null },
): Promise<ExperimentEnd> {
  const [row] = await ExperimentModel.query(knex)
    .where({ business_id: tenant.businessId, id, status: 'RUNNING' })
    .patch({ status: 'ENDED', endedAt: at, winner })
    .returning('*');
  if (row !== undefined) return { outcome: 'ended', experiment: row.toExperiment() };
  const experiment = await findExperiment(knex, tenant, id);
  return experiment === null ? { outcome: 'not_found' } : { outcome: 'already_ended', experiment };
}

const columns = {
  id: 'id',
  businessId: 'business_id',
  programId: 'program_id',
  name: 'name',
  metric: 'metric',
  status: 'status',
  variants: 'variants',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  winner: 'winner',
};

const runningSql = {
  name: 'running_experiments',
  text: `SELECT id, program_id AS "programId", variants, started_at AS "startedAt" FROM experiments
    WHERE program_id = ANY ($2::uuid[]) AND business_id = $1 AND status = 'RUNNING'`,
};
