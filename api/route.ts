import type { IncomingHttpHeaders } from 'node:http';
import type Joi from 'joi';
import type { TenantContext } from '../db/tenant';
import type { ApiDependencies } from './dependencies';
import type { ProblemCode } from './problem';

/** What a token must allow. */
export type Scope = 'loyalty:read' | 'loyalty:write';

/** One request, authenticated and read, as a handler sees it. */
export interface Call<Query = undefined> {
  readonly tenant: TenantContext;
  /** Path parameters, in lower case. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** The parsed body, not yet validated; undefined if there was none. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  /** The instant of the request, in epoch milliseconds; everything in one answer is true at it. */
  readonly now: number;
  /** Set when the request carries an `Idempotency-Key` that it now owns. */
  readonly key: OwnedKey | null;
  readonly deps: ApiDependencies;
}

/** An `Idempotency-Key` that this request claimed. */
export interface OwnedKey {
  readonly key: string;
  /** The same for every repetition of the request. */
  readonly commandId: string;
}

/** What a handler answers with. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON; undefined: no body. */
  readonly body?: unknown;
  /** The body, where it is JSON already. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How one answer is described. */
export interface ResponseDeclaration {
  readonly description: string;
  /** Name of a component schema; left out: no body. */
  readonly schema?: string;
  readonly headers?: readonly ResponseHeader[];
}
export type ResponseHeader = 'Cache-Control' | 'ETag' | 'Location' | 'Idempotent-Replayed' | 'X-Read-Only';

/** How the body is described and whether there must be one. */
export interface BodyDeclaration {
  /** Name of a component schema. */
  readonly schema: string;
  readonly required: boolean;
  /** Lines of JSON instead of one JSON value; `schema` is that of a line. */
  readonly media?: 'application/x-ndjson';
  readonly examples?: Readonly<Record<string, { summary: string; value: unknown }>>;
}

/** One path parameter. */
export interface PathParameter {
  readonly description: string;
  readonly missing: ProblemCode;
  /** `name`: lower-case letters, digits, dashes and underscores, which a UUID is too. `number`: a whole one, from 1. */
  readonly kind?: 'uuid' | 'name' | 'number';
}

/** One operation of the API: the router and the API description are both made from it. */
export interface RouteDeclaration<Query = undefined> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path, as OpenAPI writes it: `/programs/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly scope: Scope;
  /** Path parameters, each a UUID unless named otherwise, with the problem that an impossible id is. */
  readonly params?: Readonly<Record<string, PathParameter>>;
  readonly query?: Joi.ObjectSchema<Query>;
  readonly body?: BodyDeclaration;
  /** Tills and apps send `data` operations: they have a rate limit of their own. */
  readonly plane?: 'data';
  /** Set where the operation changes what customers hold without being one of tills and apps. */
  readonly changesCustomers?: true;
  /** Whether the operation is switched off together with the feature. */
  readonly authoring?: boolean;
  /** Whether `Idempotency-Key` is understood; every POST does. */
  readonly idempotent?: boolean;
  /** Whether `If-Match` is honoured. */
  readonly conditional?: boolean;
  readonly responses: Readonly<Record<number, ResponseDeclaration>>;
  /** Another form of the 200 answer, for callers whose `Accept` prefers it to JSON. */
  readonly alternative?: { readonly media: 'image/svg+xml'; of(body: unknown): string };
  /** Problems beside those that every operation can have. */
  readonly problems: readonly ProblemCode[];
  /** Headers that follow from the answer itself, so that a replayed answer has them too. */
  headersOf?(reply: Reply): Readonly<Record<string, string>>;
  handler(call: Call<Query>): Promise<Reply>;
}

/** A declared operation whose query type is settled. */
export type Route = RouteDeclaration<never> & { handler(call: Call<unknown>): Promise<Reply> };

/** Declares one operation. */
export function defineRoute<Query = undefined>(declaration: RouteDeclaration<Query>): Route {
  return declaration as unknown as Route;
}
