import type { Transaction } from 'objection';
import { missingLocations } from '../db/businesses';
import { missingSegments } from '../db/segments/missing-segments';
import type { TenantContext } from '../db/tenant';
import type { ProgramDefinition } from '../domain/program/program';

/** What a definition refers to. */
type References = Pick<ProgramDefinition, 'locationIds' | 'segmentIds'>;

/**
 * Why a definition cannot be stored: it refers to what is no more. Null: all is there, until the transaction ends.
 * @param kept what the program refers to already: a location that was archived meanwhile may stay
 */
export async function lostReferences(
  trx: Transaction,
  tenant: TenantContext,
  { locationIds, segmentIds }: References,
  kept: Pick<References, 'locationIds'> | null = null,
) {
  const locations = locationIds === null ? nothing : await missingLocations(trx, tenant, locationIds);
  const segments = segmentIds === null ? nothing : await missingSegments(trx, tenant, segmentIds);
  const errors = [
    ...faults(
      'locationIds',
      locationIds,
      (id) => locations.has(id) && kept?.locationIds?.includes(id) !== true,
    ),
    ...faults('segmentIds', segmentIds, (id) => segments.has(id)),
  ];
  const [first] = errors;
  return first === undefined ? null : { code: 'validation_failed', message: first.message, errors };
}

const nothing: ReadonlySet<string> = new Set();

/** In the words of the single request. */
const wordings = {
  locationIds: {
    code: 'unknown_location',
    message: 'Location must be one of your business that is not archived',
  },
  segmentIds: { code: 'unknown_segment', message: 'Segment must be one of your business' },
} as const;

function faults(
  field: keyof typeof wordings,
  ids: readonly string[] | null,
  isLost: (id: string) => boolean,
) {
  return (ids ?? []).flatMap((id, index) =>
    isLost(id) ? [{ pointer: `/${field}/${index}`, ...wordings[field] }] : [],
  );
}
