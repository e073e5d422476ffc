import { openLocationsNamed, segmentNames } from '../../db/references-named';
import type { ProgramDefinition } from '../../domain/program/program';
import { previewOf } from '../../domain/preview/preview';
import type { Call } from '../route';

/** The preview of a definition, with the names of what it refers to. */
export async function presentPreview({ deps, tenant, now }: Call<unknown>, definition: ProgramDefinition) {
  const { locationIds, segmentIds } = definition;
  const [locations, segments] = await Promise.all([
    locationIds === null ? null : openLocationsNamed(deps.knex, tenant, locationIds),
    segmentIds === null ? null : segmentNames(deps.knex, tenant, segmentIds),
  ]);
  const [first] = locations ?? [];
  return previewOf(definition, {
    now,
    names: { locations: locations?.map(({ name }) => name) ?? null, segments },
    place: first === undefined ? null : { locationId: first.id, timezone: first.timezone },
  });
}
