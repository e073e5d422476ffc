import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { revisionRowsOf, rowOf } from '../db/programs/stored-change';
import { createProgram } from '../domain/program/create';
import { definitionDefaults } from '../domain/program/program';
import type { Change } from '../domain/program/revision';
import { ruleFor } from '../domain/rules';
import { preloadedStart, ruleTypeOf } from './sample-programs';

/** The data that is there before anything is measured. */
export interface Preloaded {
  readonly businessId: string;
  /** Ids of the live programs; the one at index i has rule type i modulo 6. */
  readonly programIds: readonly string[];
}

const batch = 1_000;

/**
 * Makes one business with `count` live programs and their revisions, straight in SQL. Their alarms count as acknowledged, tiers
 * as reviewed and events as published, so that neither sweeper nor relay takes them for work that a crash left behind.
 */
export async function preload(database: Knex, count: number): Promise<Preloaded> {
  const businessId = uuid();
  await database('businesses').insert({ id: businessId, name: 'Bench', timezone: 'UTC', currency: 'USD' });
  const programIds: string[] = [];
  for (let first = 0; first < count; first += batch) {
    const size = Math.min(batch, count - first);
    const changes = Array.from({ length: size }, (_, offset) => changeOf(businessId, first + offset));
    await insertRows(database, 'loyalty_programs', changes.map(programRow));
    await insertRows(database, 'program_revisions', changes.flatMap(revisionRows));
    programIds.push(...changes.map((change) => change.program.id));
  }
  await database.raw('VACUUM (ANALYZE) loyalty_programs');
  await database.raw('VACUUM (ANALYZE) program_revisions');
  await database.raw('CHECKPOINT');
  return { businessId, programIds };
}

function changeOf(businessId: string, index: number): Change {
  const ruleType = ruleTypeOf(index);
  const definition = {
    name: `Program ${index}`,
    description: 'Preloaded',
    ruleType,
    ruleConfigDomain: 'SIMPLE' as const,
    ruleConfig: ruleFor(ruleType).defaults,
    startsAt: preloadedStart,
    endsAt: null,
    timezone: 'UTC',
    currency: 'USD',
    locationIds: null,
    ...definitionDefaults,
  };
  const at = preloadedStart + index * 1_000;
  return createProgram(definition, {
    id: uuid(),
    businessId,
    actor: 'system',
    commandId: null,
    isActive: true,
    at,
  });
}

function programRow({ program }: Change): object {
  const row = rowOf({ ...program, housekeeping: { reviewedAt: Date.now() } });
  return { ...row, alarm_acked: row.alarm_at, next_expiry_at: 'infinity' };
}

function revisionRows(change: Change): object[] {
  return revisionRowsOf(change).map((row) => ({
    ...row,
    recorded_at: row.occurred_at,
    published_at: row.occurred_at,
  }));
}

/** One statement for all rows, whatever their number of columns. */
async function insertRows(database: Knex, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const names = columns.map(() => '??').join(', ');
  await database.raw(
    `INSERT INTO ?? (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::??, ?::jsonb)`,
    [table, ...columns, ...columns, table, JSON.stringify(rows)],
  );
}
