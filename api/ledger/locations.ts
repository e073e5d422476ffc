import type { Knex } from 'knex';
import { type KnownLocation, KnownLocations } from '../../db/locations/known-locations';
import { Problem } from '../problem';
import { meaningFault, refusalOf } from '../programs/faults';
import type { Call } from '../route';

const locationsOf = new WeakMap<Knex, KnownLocations>();

/** The locations that an API process remembers. */
export function knownLocations({ knex }: { readonly knex: Knex }): KnownLocations {
  const known = locationsOf.get(knex) ?? new KnownLocations(knex);
  locationsOf.set(knex, known);
  return known;
}

/** A location of the business, archived ones included; null for none. Problem `validation_failed` for an unknown one. */
export async function locationNamed(
  { deps, tenant }: Pick<Call<unknown>, 'deps' | 'tenant'>,
  locationId: string | null,
  pointer = '/locationId',
): Promise<KnownLocation | null> {
  if (locationId === null) return null;
  const location = await knownLocations(deps).find(tenant, locationId);
  if (location !== null) return location;
  throw refusalOf([meaningFault(pointer, 'unknown_location', 'Location must be one of your business')]);
}

/** Refuses to redeem at a location that is unknown or archived by now; whether it takes part is for the program to say. */
export async function requireOpenLocation(call: Call<unknown>, locationId: string | null): Promise<void> {
  const location = await locationNamed(call, locationId);
  if (!isArchived(location, call.now)) return;
  throw new Problem('location_not_participating', 'The location was archived: it takes part in no program.');
}

/** Whether a location was archived by an instant. */
export function isArchived(location: KnownLocation | null, at: number): boolean {
  return location !== null && location.archivedAt !== null && location.archivedAt <= at;
}
