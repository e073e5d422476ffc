import type { Knex } from 'knex';
import type { TenantContext } from './tenant';

/** A request that carries an `Idempotency-Key`. */
export interface KeyedRequest {
  /** 1 to 255 characters, unique per business for 24 hours. */
  readonly key: string;
  /** Method and path pattern: the same key on another route is another request. */
  readonly route: string;
  /** SHA-256 of path parameters, query and body, in hex. */
  readonly bodySha256: string;
}

/** What a key means at this moment. */
export type Claim =
  | { readonly kind: 'claimed'; readonly commandId: string }
  | { readonly kind: 'replay'; readonly status: number; readonly response: unknown }
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'mismatch' };

/** How long an answer is kept. */
export const keptForHours = 24;

/** A claim whose process died lapses after this; longer than any request may run. */
const claimLapsesAfterSeconds = 30;

/** Claims a key for a request about to run, or says what became of the earlier request with it. */
export async function claimKey(knex: Knex, tenant: TenantContext, request: KeyedRequest): Promise<Claim> {
  const claimed = await knex.raw<{ rows: { command_id: string }[] }>(claimSql, {
    business: tenant.businessId,
    key: request.key,
    route: request.route,
    sha: Buffer.from(request.bodySha256, 'hex'),
    kept: `${keptForHours} hours`,
    lapse: `${claimLapsesAfterSeconds} seconds`,
  });
  const [own] = claimed.rows;
  if (own !== undefined) return { kind: 'claimed', commandId: own.command_id };
  const row = await knex('idempotency_keys')
    .where({ business_id: tenant.businessId, key: request.key })
    .first('route', 'body_sha256', 'status', 'response');
  if (row === undefined) return claimKey(knex, tenant, request);
  if (row.route !== request.route || row.body_sha256.toString('hex') !== request.bodySha256) {
    return { kind: 'mismatch' };
  }
  if (row.status === null) return { kind: 'in_flight' };
  return { kind: 'replay', status: row.status, response: row.response };
}

/** The same request, sent again while this one was slow, has answered already: this one must have no effect. */
export class AlreadyAnswered extends Error {
  constructor(key: string) {
    super(`the request with key ${key} was answered meanwhile`);
    this.name = 'AlreadyAnswered';
  }
}

/**
 * Stores the answer, in the transaction that makes the effect. A claim can lapse while its request is only slow; then
 * whoever commits first wins. AlreadyAnswered for the other, whose transaction must end with it.
 */
export async function completeKey(
  trx: Knex.Transaction,
  tenant: TenantContext,
  key: string,
  answer: { status: number; response: unknown },
): Promise<void> {
  if (!(await keepAnswer(trx, tenant, key, answer))) throw new AlreadyAnswered(key);
}

/**
 * Stores the answer if the key is still open, and says whether it was. For requests that changed nothing, and for
 * effects that are unique by themselves, such as commands: those may find the answer stored already.
 */
export async function keepAnswer(
  knex: Knex,
  tenant: TenantContext,
  key: string,
  answer: { status: number; response: unknown },
): Promise<boolean> {
  const stored = await knex('idempotency_keys')
    .where({ business_id: tenant.businessId, key, status: null })
    .update({ status: answer.status, response: JSON.stringify(answer.response) });
  return stored === 1;
}

/** Gives a key back when its request had no effect, or when the client may send it again at once. */
export async function releaseKey(knex: Knex, tenant: TenantContext, key: string): Promise<void> {
  await knex('idempotency_keys').where({ business_id: tenant.businessId, key, status: null }).delete();
}

/**
 * Lets the same request claim its key again at once, under the same command id: its outcome is not known, and sending
 * it again is how to learn it.
 */
export async function suspendKey(knex: Knex, tenant: TenantContext, key: string): Promise<void> {
  await knex('idempotency_keys')
    .where({ business_id: tenant.businessId, key, status: null })
    .update({ claimed_at: '-infinity' });
}

/** Forgets answers older than they are promised to be kept; returns how many. */
export async function forgetExpiredKeys(knex: Knex): Promise<number> {
  return knex('idempotency_keys').where('expires_at', '<', knex.fn.now()).delete();
}

// A lapsed or expired row is taken over only by the same statement that would insert: two claimers cannot both win.
const claimSql = `
  INSERT INTO idempotency_keys AS k (business_id, key, route, body_sha256, claimed_at, expires_at)
  VALUES (:business, :key, :route, :sha, now(), now() + :kept::interval)
  ON CONFLICT (business_id, key) DO UPDATE
    SET route = excluded.route, body_sha256 = excluded.body_sha256, status = NULL, response = NULL,
        claimed_at = excluded.claimed_at, expires_at = excluded.expires_at,
        command_id = CASE WHEN k.expires_at < now() THEN excluded.command_id ELSE k.command_id END
    WHERE k.expires_at < now()
       OR (k.status IS NULL AND k.claimed_at < now() - :lapse::interval
           AND k.route = excluded.route AND k.body_sha256 = excluded.body_sha256)
  RETURNING command_id`;
