import type { Knex } from 'knex';
import type { Program } from '../../domain/program/program';
import type { StatusFacts } from '../../domain/program/status';
import { ProgramModel } from '../models/program-model';

/*
 * The sweeper looks across businesses: it runs in the worker only and tells nobody but the programs' workflows.
 */

/** What of a program is needed to start its workflow. */
export type NeglectedProgram = Pick<Program, 'id' | 'businessId' | 'name' | 'ruleType' | keyof StatusFacts>;

/** Which programs count as neglected. */
export interface Neglect {
  /** An alarm that no workflow has acknowledged counts when its row has not changed for so long. */
  readonly unacknowledgedForMs: number;
  /** An acknowledged alarm counts when it should have gone off so long ago. */
  readonly overdueByMs: number;
  /** Programs that were seen to a moment ago. */
  readonly except: readonly string[];
  readonly limit: number;
}

/** Programs whose workflow does not know their alarm, or has not acted on it; the most urgent first. */
export async function neglectedPrograms(knex: Knex, neglect: Neglect): Promise<NeglectedProgram[]> {
  const { unacknowledgedForMs, overdueByMs, except, limit } = neglect;
  const unacknowledged = ProgramModel.query(knex)
    .whereRaw('alarm_acked IS DISTINCT FROM alarm_at')
    .whereRaw("updated_at < now() - ? * interval '1 millisecond'", [unacknowledgedForMs]);
  const overdue = ProgramModel.query(knex).whereRaw("alarm_at < now() - ? * interval '1 millisecond'", [
    overdueByMs,
  ]);
  // Two queries, so that each can walk the index made for it.
  const found = await Promise.all(
    [unacknowledged, overdue].map((query) =>
      query
        .select(columns)
        .whereRaw('NOT (id = ANY(?::uuid[]))', [[...except]])
        .orderBy('alarm_at')
        .limit(limit),
    ),
  );
  const byUrgency = found.flat().toSorted((a, b) => a.alarmAt - b.alarmAt);
  return [...new Map(byUrgency.map((row) => [row.id, row])).values()].slice(0, limit);
}

/**
 * Forgets, for some unfinished programs after a given id, that their alarm was acknowledged: the workflows that did so
 * are gone. Returns the last id it looked at, from which to go on; null when there are no more.
 */
export async function forgetAcknowledgements(
  knex: Knex,
  after: string | null,
  limit: number,
): Promise<string | null> {
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(forgetSql, { after, limit });
  return rows.length < limit
    ? null
    : (rows
        .map((row) => row.id)
        .toSorted()
        .at(-1) ?? null);
}

const columns = [
  'id',
  'business_id',
  'name',
  'rule_type',
  'lifecycle',
  'starts_at',
  'ends_at',
  'deleted_at',
  'schedule',
  'timezone',
  'alarm_at',
] as const;

// What is finished (`isFinished` of domain/program/alarm.ts) has ended and has no alarm left.
const forgetSql = `
  UPDATE loyalty_programs SET alarm_acked = NULL
  WHERE id IN (
    SELECT id FROM loyalty_programs
    WHERE id > coalesce(:after::uuid, '00000000-0000-0000-0000-000000000000')
      AND (alarm_at < 'infinity' OR (purged_at IS NULL AND (lifecycle <> 'ENDED' OR deleted_at IS NOT NULL)))
    ORDER BY id LIMIT :limit FOR UPDATE)
  RETURNING id`;
