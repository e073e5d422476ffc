import { changesCustomers } from '../middleware/feature-switch';
import { type ProblemCode, statusOf } from '../problem';
import type { PathParameter, ResponseDeclaration, ResponseHeader, Route } from '../route';
import { type JsonSchema, ref, schemaOfJoi } from './json-schema';

/** Problems that every operation can answer with. */
const always: ProblemCode[] = [
  'invalid_request',
  'bad_request',
  'unauthenticated',
  'insufficient_scope',
  'rate_limited',
  'internal_error',
  'authentication_unavailable',
];
const withBody: ProblemCode[] = ['malformed_body', 'body_too_large', 'unsupported_media_type'];
const withKey: ProblemCode[] = [
  'invalid_idempotency_key',
  'idempotency_in_flight',
  'idempotency_key_reused',
  'business_not_found',
];

/** The description of one operation. */
export function operationOf(route: Route): JsonSchema {
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: [{ bearer: [] }],
    ...parameters(route),
    ...requestBody(route),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, one]) => [
          status,
          responseOf(one, Number(status) === 200 ? route.alternative?.media : undefined),
        ]),
      ),
      ...problemResponses(route),
    },
    'x-scope': route.scope,
  };
}

function parameters(route: Route): { parameters?: JsonSchema[] } {
  const list = [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)];
  return list.length === 0 ? {} : { parameters: list };
}

function pathParameters({ params = {} }: Route): JsonSchema[] {
  return Object.entries(params).map(([name, { description, kind = 'uuid' }]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: pathSchemas[kind],
  }));
}

const pathSchemas: Record<NonNullable<PathParameter['kind']>, JsonSchema> = {
  uuid: { type: 'string', format: 'uuid' },
  name: { type: 'string' },
  number: { type: 'integer', minimum: 1 },
};

function queryParameters({ query }: Route): JsonSchema[] {
  if (query === undefined) return [];
  const emitted = schemaOfJoi(query) as { properties?: Record<string, JsonSchema> };
  return Object.entries(emitted.properties ?? {}).map(([name, schema]) => {
    const { description, ...rest } = schema;
    return { name, in: 'query', ...(description === undefined ? {} : { description }), schema: listOf(rest) };
  });
}

/** A list that may be sent as one value is described as the list: repeating a parameter is how lists are written. */
function listOf(schema: JsonSchema): JsonSchema {
  const [first] = Array.isArray(schema.anyOf) ? (schema.anyOf as JsonSchema[]) : [];
  return first?.type === 'array' ? first : schema;
}

function headerParameters({ idempotent, conditional, method, responses }: Route): JsonSchema[] {
  const list: JsonSchema[] = [];
  if (idempotent === true) {
    list.push(header('Idempotency-Key', '1 to 255 visible characters; the same key never acts twice.'));
  }
  if (conditional === true)
    list.push(header('If-Match', 'ETags of the versions that may be changed, or `*`.'));
  if (method === 'GET' && responses[304] !== undefined) {
    list.push(header('If-None-Match', 'ETag of the version that you have.'));
  }
  return list;
}

function header(name: string, description: string): JsonSchema {
  return { name, in: 'header', description, schema: { type: 'string' } };
}

function requestBody({ body }: Route): { requestBody?: JsonSchema } {
  if (body === undefined) return {};
  const examples = body.examples === undefined ? {} : { examples: body.examples };
  const media = body.media ?? 'application/json';
  const content = { [media]: { schema: ref(body.schema), ...examples } };
  return { requestBody: { required: body.required, content } };
}

function responseOf(
  { description, schema, headers = [] }: ResponseDeclaration,
  alternative?: string,
): JsonSchema {
  const other = alternative === undefined ? {} : { [alternative]: { schema: { type: 'string' } } };
  return {
    description,
    ...(headers.length === 0
      ? {}
      : { headers: Object.fromEntries(headers.map((name) => [name, headerRef(name)])) }),
    ...(schema === undefined ? {} : { content: { 'application/json': { schema: ref(schema) }, ...other } }),
  };
}

function headerRef(name: string): JsonSchema {
  return { $ref: `#/components/headers/${name}` };
}

/** Headers that answers carry. */
export const responseHeaders: Record<ResponseHeader | 'Retry-After', JsonSchema> = {
  'Cache-Control': { description: 'For how long the answer may be kept.', schema: { type: 'string' } },
  ETag: { description: 'The version, quoted.', schema: { type: 'string' } },
  Location: { description: 'Address of what was made.', schema: { type: 'string' } },
  'Idempotent-Replayed': {
    description: 'Present when the answer repeats that to an earlier request with the same key.',
    schema: { const: 'true' },
  },
  'X-Read-Only': {
    description: 'Present while nothing can be written; the answer may lag.',
    schema: { const: 'true' },
  },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' } },
};

function problemResponses(route: Route): JsonSchema {
  const byStatus: Record<string, ProblemCode[]> = {};
  for (const code of problemsOf(route)) (byStatus[statusOf(code)] ??= []).push(code);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [status, problemResponse(Number(status), codes)]),
  );
}

function problemsOf(route: Route): Set<ProblemCode> {
  return new Set([
    ...always,
    ...route.problems,
    ...(route.method === 'GET' ? (['database_unavailable'] as const) : (['read_only', ...withBody] as const)),
    ...(route.idempotent === true ? withKey : []),
    ...(route.authoring === true ? (['feature_disabled'] as const) : []),
    ...(changesCustomers(route) ? (['data_plane_disabled'] as const) : []),
  ]);
}

function problemResponse(status: number, codes: readonly ProblemCode[]): JsonSchema {
  const waits = status === 429 || status === 503;
  return {
    description: `Problem: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    ...(waits ? { headers: { 'Retry-After': headerRef('Retry-After') } } : {}),
    content: { 'application/problem+json': { schema: ref('Problem') } },
  };
}
