import type { Knex } from 'knex';
import type { ProgramDefinition } from '../../domain/program/program';
import { missingLocations } from '../businesses';
import { missingSegments } from '../segments/missing-segments';
import type { TenantContext } from '../tenant';

/** What a definition refers to. */
export type References = Pick<ProgramDefinition, 'locationIds' | 'segmentIds'>;

/** One id of a definition that refers to nothing. */
export interface UnknownReference {
  /** JSON pointer to it within the definition. */
  readonly pointer: string;
  readonly code: 'unknown_location' | 'unknown_segment';
  readonly message: string;
}

/**
 * Each id of a definition that is no open location, or no segment, of the tenant. In a transaction those that are stay
 * until its end.
 * @param kept what the program refers to already: a location that was archived meanwhile may stay
 */
export async function unknownReferences(
  knex: Knex,
  tenant: TenantContext,
  { locationIds, segmentIds }: References,
  kept: Pick<References, 'locationIds'> | null = null,
): Promise<UnknownReference[]> {
  const locations = locationIds?.length ? await missingLocations(knex, tenant, locationIds) : none;
  const segments = segmentIds?.length ? await missingSegments(knex, tenant, segmentIds) : none;
  const isNew = (id: string) => kept?.locationIds?.includes(id) !== true;
  return [
    ...missingOf('locationIds', locationIds, (id) => locations.has(id) && isNew(id)),
    ...missingOf('segmentIds', segmentIds, (id) => segments.has(id)),
  ];
}

const none: ReadonlySet<string> = new Set();

const wordings = {
  locationIds: {
    code: 'unknown_location',
    message: 'Location must be one of your business that is not archived',
  },
  segmentIds: { code: 'unknown_segment', message: 'Segment must be one of your business' },
} as const;

function missingOf(
  field: keyof References,
  ids: readonly string[] | null,
  isMissing: (id: string) => boolean,
): UnknownReference[] {
  return (ids ?? []).flatMap((id, index) =>
    isMissing(id) ? [{ pointer: `/${field}/${index}`, ...wordings[field] }] : [],
  );
}
