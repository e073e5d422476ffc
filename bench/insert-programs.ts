import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { revisionRowsOf, rowOf } from '../db/programs/stored-change';
import { createProgram } from '../domain/program/create';
import { definitionDefaults } from '../domain/program/program';
import type { Change } from '../domain/program/revision';
import { type RuleType, ruleFor } from '../domain/rules';
import { insertRows } from './insert-rows';
import { preloadedStart } from './sample-programs';

/** Makes a business; returns its id. */
export async function insertBusiness(database: Knex, name: string): Promise<string> {
  const id = uuid();
  await database('businesses').insert({ id, name, timezone: 'UTC', currency: 'USD' });
  return id;
}

/**
 * Puts in one live program with its rule's defaults for each of `types`, straight in SQL; returns the ids in their order. Their
 * alarms count as acknowledged, tiers as reviewed and events as published, so that neither sweeper nor relay takes them
 * for work that a crash left behind.
 * @param first number of the first of them, which gives it its name and its place in lists
 */
export async function insertPrograms(
  database: Knex,
  businessId: string,
  types: readonly RuleType[],
  first = 0,
): Promise<string[]> {
  const changes = types.map((ruleType, offset) => changeOf(businessId, ruleType, first + offset));
  await insertRows(database, 'loyalty_programs', changes.map(programRow));
  await insertRows(database, 'program_revisions', changes.flatMap(revisionRows));
  return changes.map((change) => change.program.id);
}

function changeOf(businessId: string, ruleType: RuleType, index: number): Change {
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
  const id = uuid();
  return createProgram(definition, { id, businessId, actor: 'system', commandId: null, isActive: true, at });
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
