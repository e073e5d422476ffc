import { LRUCache } from 'lru-cache';
import { type BusinessDefaults, businessDefaults } from '../db/businesses';
import type { Call } from './route';
import { Problem } from './problem';

const keptMs = 30_000;
const defaultsById = new WeakMap<object, LRUCache<string, BusinessDefaults>>();

/** Time zone and currency that a program of the caller's business has unless it says otherwise. */
export async function defaultsOfBusiness({ deps, tenant }: Pick<Call<unknown>, 'deps' | 'tenant'>) {
  const cache = defaultsById.get(deps.knex) ?? new LRUCache({ max: 10_000, ttl: keptMs });
  defaultsById.set(deps.knex, cache);
  const known = cache.get(tenant.businessId);
  if (known !== undefined) return known;
  const found = await businessDefaults(deps.knex, tenant);
  if (found === null) throw businessNotFound();
  cache.set(tenant.businessId, found);
  return found;
}

/** The answer to a token whose business is not in the database. */
export function businessNotFound(cause?: unknown): Problem {
  return new Problem('business_not_found', 'The business that the token names does not exist.', { cause });
}
