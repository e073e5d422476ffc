import Joi from 'joi';
import { findLocation, saveLocation } from '../../db/locations/location-store';
import { programsAffected } from '../../db/locations/location-use';
import { notFound } from '../problem';
import { programHeaders } from '../programs/etag';
import { defineRoute } from '../route';
import { changeLocation } from './change';
import { locationId } from './location-id';
import { presentLocation } from './present';
import { removalWarnings } from './removal-warnings';

interface RemovalQuery {
  readonly dryRun: boolean;
}

const query = Joi.object<RemovalQuery>({
  dryRun: Joi.boolean().default(false).description('True: only answer the warnings, and change nothing.'),
});

export const archiveLocationRoute = defineRoute<RemovalQuery>({
  method: 'DELETE',
  path: '/locations/{id}',
  operationId: 'archiveLocation',
  tag: 'Locations',
  summary: 'Remove a location',
  description: [
    'It is archived: from then on nobody earns or redeems there, no program can choose it, and programs of all locations',
    'do not count it. What happened there stays in the ledger and in analytics. The answer warns of the programs that',
    'name it, and of those that have no open location left; `dryRun=true` warns beforehand. Restoring undoes it.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  conditional: true,
  params: locationId,
  query,
  responses: {
    200: { description: 'The location, and what that means', schema: 'LocationRemoval', headers: ['ETag'] },
  },
  problems: ['location_not_found', 'stale_version', 'invalid_if_match'],
  headersOf: programHeaders,
  async handler(call) {
    const { deps, tenant, now, params, query: asked } = call;
    const id = params.id ?? '';
    if (asked.dryRun) {
      const location = await findLocation(deps.knex, tenant, id);
      if (location === null) throw notFound('location_not_found');
      const warnings = removalWarnings(await programsAffected(deps.knex, tenant, id, now));
      return { status: 200, body: { ...presentLocation(location), warnings } };
    }
    const body = await changeLocation(call, async (trx, stored) => {
      const change = { archivedAt: now, updatedAt: now };
      const location = stored.archivedAt === null ? await saveLocation(trx, tenant, stored, change) : stored;
      const warnings = removalWarnings(await programsAffected(trx, tenant, id, now));
      return { ...presentLocation(location), warnings };
    });
    return { status: 200, body };
  },
});
