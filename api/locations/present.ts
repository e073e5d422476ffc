import type { Location } from '../../db/locations/location-model';
import { iso } from '../../domain/program/view';

/** A location as the API shows it. */
export function presentLocation(location: Location) {
  const { id, name, timezone, version, createdAt, updatedAt, archivedAt } = location;
  return {
    id,
    name,
    timezone,
    version,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    archivedAt: iso(archivedAt),
  };
}
