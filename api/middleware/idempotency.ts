import { createHash } from 'node:crypto';
import { v5 as uuidOf } from 'uuid';
import { type Claim, claimKey, keepAnswer, type KeyedRequest, releaseKey } from '../../db/idempotency';
import { businessNotFound } from '../businesses';
import { Problem, retryAfter } from '../problem';
import type { Call, Reply, Route } from '../route';

const foreignKeyViolation = '23503';

/** Namespace of command ids that follow from an `Idempotency-Key`. */
const commandNamespace = '0b0c5a52-1c35-4d9b-8d5b-6f1d6a3c0d11';

/**
 * Runs a handler at most once per `Idempotency-Key`. Handlers that change something store their answer in the same
 * transaction; what they leave open is stored here. A request that failed had no effect, so its key is given back.
 */
export async function atMostOnce(route: Route, call: Call<unknown>): Promise<Reply> {
  const sent = call.headers['idempotency-key'];
  if (sent === undefined) return route.handler(call);
  const request = keyedRequest(readKey(String(sent)), route, call);
  const { knex } = call.deps;
  const claim = await claimKey(knex, call.tenant, request).catch(explainMissingBusiness);
  if (claim.kind !== 'claimed') return answerOf(claim);
  const commandId = uuidOf(
    `${call.tenant.businessId}\n${request.key}\n${request.bodySha256}`,
    commandNamespace,
  );
  try {
    const reply = await route.handler({ ...call, key: { key: request.key, commandId } });
    await keepAnswer(knex, call.tenant, request.key, { status: reply.status, response: reply.body ?? null });
    return reply;
  } catch (error) {
    await releaseKey(knex, call.tenant, request.key).catch(() => undefined);
    throw error;
  }
}

/** Accepts the key bare or as a quoted string, 1 to 255 visible characters. */
function readKey(header: string): string {
  const bare = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (/^[\x20-\x7e]{1,255}$/.test(bare) && bare.trim() !== '') return bare;
  throw new Problem('invalid_idempotency_key', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
}

function keyedRequest(key: string, route: Route, call: Call<unknown>): KeyedRequest {
  const hash = createHash('sha256');
  hash.update(canonical([route.operationId, call.params, call.query ?? null, call.body ?? null]));
  return { key, route: route.operationId, bodySha256: hash.digest('hex') };
}

/** The same text for the same JSON value, whatever the order of its keys and its white space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, child]) => `${JSON.stringify(name)}:${canonical(child)}`).join()}}`;
}

function answerOf(claim: Exclude<Claim, { kind: 'claimed' }>): Reply {
  if (claim.kind === 'in_flight') {
    throw new Problem('idempotency_in_flight', 'The first request with this key is still running.', {
      headers: retryAfter(1),
    });
  }
  if (claim.kind === 'mismatch') {
    throw new Problem(
      'idempotency_key_reused',
      'This key was used within 24 hours for another address or another body.',
    );
  }
  return {
    status: claim.status,
    body: claim.response ?? undefined,
    headers: { 'Idempotent-Replayed': 'true' },
  };
}

function explainMissingBusiness(error: unknown): never {
  if ((error as { code?: unknown }).code !== foreignKeyViolation) throw error;
  throw businessNotFound(error);
}
