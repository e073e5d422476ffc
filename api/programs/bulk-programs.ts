import { mostPrograms } from '../../db/operations/operation';
import { matchesCountedUpTo, matchingProgramIds } from '../../db/programs/matching-programs';
import type { Call } from '../route';
import type { BulkBody } from './bulk-body';
import { meaningFault, refusalOf } from './faults';

/**
 * The programs that an operation is about, settled when it is accepted: those named, or those that the filter matches
 * at this instant. Problem with their number if there are too many.
 */
export async function programsOf(call: Call, { programIds, filter }: BulkBody): Promise<readonly string[]> {
  if (programIds !== undefined) return programIds;
  const ids = await matchingProgramIds(call.deps.knex, call.tenant, {
    statuses: filter?.status ?? null,
    ruleTypes: filter?.ruleType ?? null,
    locationId: filter?.locationId ?? null,
    search: filter?.q ?? null,
    now: call.now,
  });
  if (ids.length <= mostPrograms) return ids;
  const count = ids.length > matchesCountedUpTo ? `more than ${matchesCountedUpTo}` : ids.length;
  const message = `The filter matches ${count} programs, and one operation takes ${mostPrograms} at most: narrow it`;
  throw refusalOf([meaningFault('/filter', 'too_many_programs', message)]);
}
