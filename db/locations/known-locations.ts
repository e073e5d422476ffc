import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';

/** What a purchase must know of the location at which it was made. */
export interface KnownLocation {
  /** IANA zone. */
  readonly timezone: string;
  /** Epoch milliseconds; null while it is open. */
  readonly archivedAt: number | null;
}

const keptMs = 30_000;

/** Locations from memory where they were read within half a minute: what another process changes is seen that late. */
export class KnownLocations {
  private readonly known = new LRUCache<string, KnownLocation>({ max: 50_000, ttl: keptMs });

  constructor(private readonly knex: Knex) {}

  /** A location of the tenant, archived ones included; null if there is no such location. */
  async find(tenant: TenantContext, locationId: string): Promise<KnownLocation | null> {
    const name = nameOf(tenant, locationId);
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const values = [tenant.businessId, locationId];
    const [row] = await runPrepared<KnownLocation>(this.knex, locationSql, values);
    if (row === undefined) return null;
    this.known.set(name, row);
    return row;
  }

  /** Forgets a location that this process has changed. */
  forget(tenant: TenantContext, locationId: string): void {
    this.known.delete(nameOf(tenant, locationId));
  }
}

function nameOf({ businessId }: TenantContext, locationId: string): string {
  return `${businessId}:${locationId}`;
}

const locationSql = {
  name: 'known-location',
  text: 'SELECT timezone, archived_at AS "archivedAt" FROM locations WHERE business_id = $1 AND id = $2',
};
