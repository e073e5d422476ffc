import type { Transaction } from 'objection';
import type { Location } from '../../db/locations/location-model';
import { lockLocation } from '../../db/locations/location-store';
import { knownLocations } from '../ledger/locations';
import { notFound } from '../problem';
import { requireVersion } from '../programs/etag';
import type { Call } from '../route';

/** Changes the location that the path names, if it is at the version that `If-Match` wants, and forgets what is remembered of it. */
export async function changeLocation<Answer>(
  { deps, tenant, params, headers }: Call<unknown>,
  change: (trx: Transaction, location: Location) => Promise<Answer>,
): Promise<Answer> {
  const id = params.id ?? '';
  const answer = await deps.knex.transaction(async (trx) => {
    const location = await lockLocation(trx, tenant, id);
    if (location === null) throw notFound('location_not_found');
    requireVersion(headers['if-match'], location.version, 'location');
    return change(trx, location);
  });
  knownLocations(deps).forget(tenant, id);
  return answer;
}
