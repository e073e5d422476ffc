import type { Knex } from 'knex';
import type { Program } from '../../domain/program/program';
import { ProgramModel } from '../models/program-model';

/*
 * The sweeper looks across businesses: it runs in the worker only and tells nobody but the programs' workflows.
 */

/** What of a program is needed to start its workflow. */
export type NeglectedProgram = Pick<
  Program,
  'id' | 'businessId' | 'name' | 'ruleType' | 'lifecycle' | 'startsAt' | 'endsAt' | 'deletedAt'
>;

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
        .orderBy('alarmAt')
        .limit(limit),
    ),
  );
  const byUrgency = found.flat().toSorted((a, b) => a.alarmAt - b.alarmAt);
  return [...new Map(byUrgency.map((row) => [row.id, row])).values()].slice(0, limit);
}

/**
 * Forgets that the alarms of some unfinished programs were acknowledged: the workflows that did so are gone.
 * Returns how many; the caller repeats until there are none.
 */
export async function forgetAcknowledgements(knex: Knex, limit: number): Promise<number> {
  const { rowCount } = await knex.raw<{ rowCount: number }>(forgetSql, [limit]);
  return rowCount;
}

const columns = [
  'id',
  'businessId',
  'name',
  'ruleType',
  'lifecycle',
  'startsAt',
  'endsAt',
  'deletedAt',
  'alarmAt',
] as const;

// The condition is `isFinished` of domain/program/due.ts, negated.
const forgetSql = `
  UPDATE loyalty_programs SET alarm_acked = NULL
  WHERE id IN (
    SELECT id FROM loyalty_programs
    WHERE alarm_acked IS NOT NULL AND purged_at IS NULL AND (lifecycle <> 'ENDED' OR deleted_at IS NOT NULL)
    ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)`;
