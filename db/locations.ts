import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { runPrepared } from './prepared';
import type { TenantContext } from './tenant';

const keptMs = 30_000;

/** The time zones of locations, from memory where they were read within half a minute. */
export class LocationZones {
  private readonly known = new LRUCache<string, string>({ max: 50_000, ttl: keptMs });

  constructor(private readonly knex: Knex) {}

  /** The IANA zone of a location of the tenant, archived ones included; null if there is no such location. */
  async zoneOf(tenant: TenantContext, locationId: string): Promise<string | null> {
    const name = `${tenant.businessId}:${locationId}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const rows = await runPrepared<{ timezone: string }>(this.knex, zoneSql, [tenant.businessId, locationId]);
    const zone = rows[0]?.timezone ?? null;
    if (zone !== null) this.known.set(name, zone);
    return zone;
  }
}

const zoneSql = {
  name: 'location_zone',
  text: 'SELECT timezone FROM locations WHERE business_id = $1 AND id = $2',
};
