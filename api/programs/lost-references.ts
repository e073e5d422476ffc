import { missingLocations } from '../../db/businesses';
import { missingSegments } from '../../db/segments/missing-segments';
import type { Program } from '../../domain/program/program';
import type { Call } from '../route';
import { type Fault, meaningFault, refusalOf } from './faults';

/**
 * Refuses to copy from a program what is no more there to be referred to, unless the overrides say something else:
 * archived locations, deleted segments. The problem names the ids and the field to send.
 */
export async function refuseLostReferences(
  call: Pick<Call, 'deps' | 'tenant'>,
  original: Program,
  overrides: unknown,
): Promise<void> {
  const faults = await lostReferences(call, original, overrides);
  if (faults.length > 0) throw refusalOf(faults);
}

async function lostReferences(
  { deps, tenant }: Pick<Call, 'deps' | 'tenant'>,
  { locationIds, segmentIds }: Program,
  overrides: unknown,
): Promise<Fault[]> {
  const sent = (typeof overrides === 'object' && overrides) || {};
  const [locations, segments] = await Promise.all([
    'locationIds' in sent || locationIds === null ? [] : missingLocations(deps.knex, tenant, locationIds),
    'segmentIds' in sent || segmentIds === null ? [] : missingSegments(deps.knex, tenant, segmentIds),
  ]);
  return [
    ...fault('locationIds', 'locations_gone', 'Locations', [...locations]),
    ...fault('segmentIds', 'segments_gone', 'Segments', [...segments]),
  ];
}

const mostNamed = 5;

function fault(field: string, code: string, label: string, ids: readonly string[]): Fault[] {
  if (ids.length === 0) return [];
  const named = ids.slice(0, mostNamed).join(', ') + (ids.length > mostNamed ? ', ...' : '');
  const message = `${label} of the original are no more (${named}): send ${field}, null for all`;
  return [meaningFault(`/${field}`, code, message)];
}
