import { listLivePrograms } from '../../../db/programs/live-programs';
import { openLocations } from '../../../db/references-named';
import type { Program, ProgramDefinition } from '../../../domain/program/program';
import type { Call } from '../../route';
import type { WarningContext } from './warning';

/** Edges of schedules that one check may look at: some milliseconds of work. */
const mostEdges = 10_000;
/** Programs that a new one is compared with. */
const mostOthers = 100;

/** Reads what warnings look at. */
export async function loadWarningContext(
  { deps, tenant, now }: Call<unknown>,
  { locationIds }: ProgramDefinition,
  stored: Program | null,
): Promise<WarningContext> {
  const [locations, live] = await Promise.all([
    openLocations(deps.knex, tenant, locationIds, mostOthers),
    listLivePrograms(deps.knex, tenant, { now, limit: mostOthers + 1 }),
  ]);
  const others = live.filter(({ id }) => id !== stored?.id).slice(0, mostOthers);
  return { now, stored, locations, others, mostEdges };
}
