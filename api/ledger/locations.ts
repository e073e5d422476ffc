import type { Knex } from 'knex';
import { LocationZones } from '../../db/locations';
import { meaningFault, refusalOf } from '../programs/faults';
import type { Call } from '../route';

const zonesOf = new WeakMap<Knex, LocationZones>();

/** The time zone of a location of the business; null for none. Problem `validation_failed` for an unknown one. */
export async function locationZone(call: Call<unknown>, locationId: string | null): Promise<string | null> {
  if (locationId === null) return null;
  const { knex } = call.deps;
  const zones = zonesOf.get(knex) ?? new LocationZones(knex);
  zonesOf.set(knex, zones);
  const zone = await zones.zoneOf(call.tenant, locationId);
  if (zone !== null) return zone;
  throw refusalOf([meaningFault('/locationId', 'unknown_location', 'Location must be one of your business')]);
}
