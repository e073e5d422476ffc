import type { Knex } from 'knex';
import { insertBusiness, insertPrograms } from './insert-programs';
import { ruleTypeOf } from './sample-programs';

/** The data that is there before anything is measured. */
export interface Preloaded {
  readonly businessId: string;
  /** Ids of the live programs; the one at index i has rule type i modulo 6. */
  readonly programIds: readonly string[];
}

const batch = 1_000;

/** Makes one business with `count` live programs. */
export async function preload(database: Knex, count: number): Promise<Preloaded> {
  const businessId = await insertBusiness(database, 'Bench');
  const programIds: string[] = [];
  for (let first = 0; first < count; first += batch) {
    const size = Math.min(batch, count - first);
    const types = Array.from({ length: size }, (_, offset) => ruleTypeOf(first + offset));
    programIds.push(...(await insertPrograms(database, businessId, types, first)));
  }
  await database.raw('VACUUM (ANALYZE) loyalty_programs');
  await database.raw('VACUUM (ANALYZE) program_revisions');
  await database.raw('CHECKPOINT');
  return { businessId, programIds };
}
