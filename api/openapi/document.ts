import { commandNames } from '../../domain/program/commands';
import { analyticsComponents } from '../analytics/components';
import { basePath } from '../base-path';
import { experimentComponents } from '../experiments/components';
import { dataPlaneComponents } from '../ledger/all-components';
import { problemCodes } from '../problem';
import { locationComponents } from '../locations/components';
import { operationComponents } from '../operations/components';
import { programComponents } from '../programs/components';
import { apiRoutes } from '../routes';
import { ruleTypeComponents } from '../rule-types/components';
import { scheduledChangeComponents } from '../scheduled-changes/components';
import { segmentComponents } from '../segments/components';
import { previewComponents } from '../preview/components';
import { simulateComponents } from '../programs/simulate-components';
import { duplicateComponents } from '../programs/duplicate-components';
import { versionComponents } from '../programs/version-components';
import { templateComponents } from '../templates/components';
import { type Components, type JsonSchema, record, ref } from './json-schema';

import { operationOf, responseHeaders } from './operation';

const commonComponents: Components = {
  Empty: { type: 'object', additionalProperties: false },
  FieldError: record({
    pointer: { type: 'string', description: 'JSON pointer to the field.' },
    code: { type: 'string', description: 'Stable, for programs.' },
    message: { type: 'string', description: 'For people.' },
  }),
  Problem: {
    ...record(
      {
        type: { type: 'string', format: 'uri' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string' },
        code: { type: 'string', enum: problemCodes },
        retryable: {
          type: 'boolean',
          description: 'Whether the same request may succeed later; then `Retry-After` says when.',
        },
        errors: { type: 'array', items: ref('FieldError') },
        allowed: {
          type: 'array',
          items: { type: 'string', enum: commandNames },
          description: 'Commands that would be accepted now.',
        },
        balance: { type: 'integer', description: 'Points that the customer has.' },
        programs: {
          type: 'array',
          items: record({ id: { type: 'string', format: 'uuid' }, name: { type: 'string' } }),
          description: 'Programs that stand in the way.',
        },
      },
      ['errors', 'allowed', 'balance', 'programs'],
    ),
    description: 'An RFC 9457 problem document.',
  },
};

/** The OpenAPI 3.1 description of the API, made from the routes themselves. Needs no service. */
export function openApiDocument(): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Loyalty programs',
      version: '1.0.0',
      description: description.trim(),
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: basePath }],
    security: [{ bearer: [] }],
    tags: [
      { name: 'Programs', description: 'What a business offers its customers, and when.' },
      { name: 'Rule types', description: 'What programs can count, and how.' },
      { name: 'Templates', description: 'Programs to begin with.' },
      { name: 'Segments', description: 'Customers whom a business picks out by a rule.' },
      { name: 'Locations', description: 'Where a business sells, each with its time zone.' },
      { name: 'Operations', description: 'One action on many programs at once.' },
      { name: 'Versions', description: 'What programs were, and how they came to be what they are.' },
      { name: 'Scheduled changes', description: 'Edits that come into force by themselves.' },
      { name: 'Experiments', description: 'Variants of a program, tried out beside each other.' },
      { name: 'Lifecycle', description: 'Commands that move a program from draft to end.' },
      { name: 'Customers', description: 'Who takes part.' },
      { name: 'Enrollments', description: 'Who takes part in which program, and where they stand in it.' },
      { name: 'Transactions', description: 'What was bought and returned, and what followed from it.' },
      { name: 'Rewards', description: 'What customers were given, and its use.' },
      { name: 'Redemptions', description: 'Points that were spent.' },
      { name: 'Imports', description: 'Data from other systems.' },
    ],
    paths: paths(),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'Claims: `sub`, `business_id`, `scope` (`loyalty:read`, `loyalty:write`), `exp`, `iss`, `aud`.',
        },
      },
      headers: responseHeaders,
      schemas: {
        ...commonComponents,
        ...programComponents,
        ...duplicateComponents,
        ...simulateComponents,
        ...previewComponents,
        ...versionComponents,
        ...operationComponents,
        ...templateComponents,
        ...ruleTypeComponents,
        ...experimentComponents,
        ...locationComponents,
        ...scheduledChangeComponents,
        ...segmentComponents,
        ...analyticsComponents,
        ...dataPlaneComponents,
      },
    },
  };
}

function paths(): JsonSchema {
  const byPath: Record<string, Record<string, JsonSchema>> = {};
  for (const route of apiRoutes) {
    const item = byPath[route.path] ?? {};
    item[route.method.toLowerCase()] = operationOf(route);
    byPath[route.path] = item;
  }
  return byPath;
}

const description = `
Create, schedule and run loyalty programs.

- Instants are RFC 3339 in UTC, precise to the millisecond. Ids are UUIDs.
- Errors are problem documents (RFC 9457) with a stable \`code\`; validation names every fault at once in \`errors\`.
- What belongs to another business is answered exactly like what does not exist.
- Every POST takes \`Idempotency-Key\`: for 24 hours the same key repeats the first answer instead of acting again. A body is
  the same whatever the order of its keys and its white space.
- A program's \`ETag\` is its version. Send it as \`If-Match\` to change only what you have seen.
- Fields may be added at any time; ignore those that you do not know.
`;
