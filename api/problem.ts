/** The catalogue of everything that can go wrong for a caller. Codes are stable: clients branch on them. */
const catalogue = {
  malformed_body: { status: 400, title: 'The body is not acceptable JSON', retryable: false },
  invalid_request: { status: 400, title: 'The request has the wrong shape', retryable: false },
  invalid_cursor: { status: 400, title: 'The cursor does not belong to this list', retryable: false },
  page_too_deep: { status: 400, title: 'The page lies too deep', retryable: false },
  invalid_if_match: { status: 400, title: 'If-Match cannot be read', retryable: false },
  invalid_idempotency_key: { status: 400, title: 'Idempotency-Key cannot be used', retryable: false },
  bad_request: { status: 400, title: 'The request cannot be understood', retryable: false },
  unauthenticated: { status: 401, title: 'A valid access token is needed', retryable: false },
  insufficient_scope: { status: 403, title: 'The token does not allow this', retryable: false },
  business_not_found: { status: 403, title: "The token's business does not exist", retryable: false },
  route_not_found: { status: 404, title: 'There is nothing at this address', retryable: false },
  program_not_found: { status: 404, title: 'There is no such program', retryable: false },
  operation_not_found: { status: 404, title: 'There is no such operation', retryable: false },
  version_not_found: { status: 404, title: 'The program had no such version', retryable: false },
  customer_not_found: { status: 404, title: 'There is no such customer', retryable: false },
  transaction_not_found: { status: 404, title: 'There is no such transaction', retryable: false },
  location_not_found: { status: 404, title: 'There is no such location', retryable: false },
  rule_type_not_found: { status: 404, title: 'There is no such rule type', retryable: false },
  template_not_found: { status: 404, title: 'There is no such template', retryable: false },
  segment_not_found: { status: 404, title: 'There is no such segment', retryable: false },
  reward_not_found: { status: 404, title: 'There is no such reward', retryable: false },
  redemption_not_found: { status: 404, title: 'There is no such redemption', retryable: false },
  scheduled_change_not_found: { status: 404, title: 'No such change is scheduled', retryable: false },
  experiment_not_found: { status: 404, title: 'There is no such experiment', retryable: false },
  not_enrolled: { status: 404, title: 'The customer is not enrolled in the program', retryable: false },
  method_not_allowed: { status: 405, title: 'This address does not know the method', retryable: false },
  invalid_transition: { status: 409, title: 'The program cannot do this now', retryable: false },
  program_ended: { status: 409, title: 'The program has ended', retryable: false },
  too_many_templates: { status: 409, title: 'No more templates can be saved', retryable: false },
  experiment_running: { status: 409, title: 'An experiment runs on the program', retryable: false },
  experiment_ended: { status: 409, title: 'The experiment has ended', retryable: false },
  config_change_scheduled: { status: 409, title: 'A change of the rule is scheduled', retryable: false },
  program_not_active: { status: 409, title: 'The program is not active', retryable: false },
  not_in_segment: { status: 409, title: 'The program is for other customers', retryable: false },
  segment_in_use: { status: 409, title: 'Programs use the segment', retryable: false },
  program_closed: { status: 409, title: 'The time to redeem is over', retryable: false },
  transaction_conflict: {
    status: 409,
    title: 'The transaction is known with other content',
    retryable: false,
  },
  refund_conflict: { status: 409, title: 'The refund is known with other content', retryable: false },
  reward_already_redeemed: { status: 409, title: 'The reward is redeemed already', retryable: false },
  reward_expired: { status: 409, title: 'The reward has expired', retryable: false },
  reward_revoked: { status: 409, title: 'The reward was taken back', retryable: false },
  reward_reserved: { status: 409, title: 'The reward is held for another basket', retryable: false },
  reward_not_redeemed: { status: 409, title: 'The reward is not redeemed', retryable: false },
  location_not_participating: {
    status: 409,
    title: 'The location does not take part in the program',
    retryable: false,
  },
  insufficient_points: { status: 409, title: 'There are not enough points', retryable: false },
  cancellation_too_late: { status: 409, title: 'The time to cancel is over', retryable: false },
  idempotency_in_flight: {
    status: 409,
    title: 'The first request with this key is still running',
    retryable: true,
  },
  stale_version: { status: 412, title: 'It has changed in the meantime', retryable: false },
  body_too_large: { status: 413, title: 'The body is too large', retryable: false },
  unsupported_media_type: { status: 415, title: 'The body must be JSON', retryable: false },
  validation_failed: { status: 422, title: 'What was sent is not valid', retryable: false },
  points_not_spendable: { status: 422, title: 'The program has no points to spend', retryable: false },
  over_refund: { status: 422, title: 'More is returned than was bought', retryable: false },
  idempotency_key_reused: {
    status: 422,
    title: 'The key was used for another request',
    retryable: false,
  },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  headers_too_large: { status: 431, title: 'The request headers are too large', retryable: false },
  internal_error: { status: 500, title: 'Something went wrong on our side', retryable: true },
  authentication_unavailable: { status: 503, title: 'Tokens cannot be checked now', retryable: true },
  customer_busy: { status: 503, title: 'The customer is changed too often now', retryable: true },
  operations_unavailable: { status: 503, title: 'Operations cannot be started now', retryable: true },
  command_outcome_unknown: { status: 503, title: 'The outcome is not known yet', retryable: true },
  database_unavailable: { status: 503, title: 'The database cannot be reached', retryable: true },
  data_plane_disabled: { status: 503, title: 'Customers cannot earn or redeem now', retryable: true },
  feature_disabled: { status: 503, title: 'Programs cannot be changed now', retryable: true },
  count_too_slow: { status: 503, title: 'The segment takes too long to count', retryable: true },
  counting_busy: { status: 503, title: 'Too many segments are being counted now', retryable: true },
  read_only: { status: 503, title: 'Programs can only be read now', retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>;

export type ProblemCode = keyof typeof catalogue;

/** Every code, for the API description. */
export const problemCodes = Object.keys(catalogue) as ProblemCode[];

/** One thing that is wrong with one field. */
export interface FieldError {
  /** JSON pointer into the body, or `/name` of a query parameter. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** What a problem may carry beside its code. */
export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  /** Commands that would be accepted now. */
  readonly allowed?: readonly string[];
  /** Points that the customer has. */
  readonly balance?: number;
  /** Programs that stand in the way. */
  readonly programs?: readonly { readonly id: string; readonly name: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown anywhere below the API's error middleware, which answers with the problem document. */
export class Problem extends Error {
  readonly extras: ProblemExtras;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    extras: ProblemExtras = {},
  ) {
    super(`${code}: ${detail}`, { cause: extras.cause });
    this.name = 'Problem';
    this.extras = extras;
  }

  get status(): number {
    return catalogue[this.code].status;
  }
}

/** HTTP status of a code. */
export function statusOf(code: ProblemCode): number {
  return catalogue[code].status;
}

/** The RFC 9457 document of a problem. It names no request, so that equal problems are equal byte for byte. */
export function problemDocument({ code, detail, extras }: Problem) {
  const { status, title, retryable } = catalogue[code];
  return {
    type: `urn:loyalty:problem:${code}`,
    title,
    status,
    detail,
    code,
    retryable,
    ...(extras.errors === undefined ? {} : { errors: extras.errors }),
    ...(extras.allowed === undefined ? {} : { allowed: extras.allowed }),
    ...(extras.balance === undefined ? {} : { balance: extras.balance }),
    ...(extras.programs === undefined ? {} : { programs: extras.programs }),
  };
}

/** Header that asks a client to come back after some seconds. */
export function retryAfter(seconds: number): { 'Retry-After': string } {
  return { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) };
}

/** The one wording for an id that is impossible, unknown, deleted or somebody else's. */
export function notFound(code: ProblemCode): Problem {
  return new Problem(code, 'Nothing of your business has this id.');
}
