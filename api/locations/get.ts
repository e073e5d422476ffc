import Joi from 'joi';
import {
  findLocation,
  listLocations,
  type LocationStatus,
  locationStatuses,
} from '../../db/locations/location-store';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { notFound } from '../problem';
import { programHeaders } from '../programs/etag';
import { readPrograms } from '../programs/read-source';
import { defineRoute } from '../route';
import { locationId } from './location-id';
import { presentLocation } from './present';

interface LocationsQuery extends PageQuery {
  readonly status: LocationStatus;
}

const query = Joi.object<LocationsQuery>({
  status: Joi.string()
    .valid(...locationStatuses)
    .default('active')
    .description('`active` (those that are open), `archived`, or `all`.'),
  ...pageParameters,
});

export const listLocationsRoute = defineRoute<LocationsQuery>({
  method: 'GET',
  path: '/locations',
  operationId: 'listLocations',
  tag: 'Locations',
  summary: 'List locations',
  description: 'The latest first. Go through long lists by `cursor`.',
  scope: 'loyalty:read',
  query,
  responses: {
    200: { description: 'One page of locations', schema: 'LocationList', headers: ['X-Read-Only'] },
  },
  problems: ['invalid_cursor', 'page_too_deep'],
  async handler(call) {
    const { status } = call.query;
    return answerPage(call, {
      name: ['locations', status],
      read: (knex, stretch) => listLocations(knex, call.tenant, status, stretch),
      idOf: ({ id }) => id,
      present: presentLocation,
    });
  },
});

export const getLocationRoute = defineRoute({
  method: 'GET',
  path: '/locations/{id}',
  operationId: 'getLocation',
  tag: 'Locations',
  summary: 'Get one location',
  description: 'Archived ones too.',
  scope: 'loyalty:read',
  params: locationId,
  responses: {
    200: { description: 'The location', schema: 'Location', headers: ['ETag', 'X-Read-Only'] },
  },
  problems: ['location_not_found'],
  headersOf: programHeaders,
  async handler({ deps, tenant, params }) {
    const { value, headers } = await readPrograms(deps, (knex) =>
      findLocation(knex, tenant, params.id ?? ''),
    );
    if (value === null) throw notFound('location_not_found');
    return { status: 200, body: presentLocation(value), headers };
  },
});
