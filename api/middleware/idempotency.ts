import { createHash } from 'node:crypto';
import {
  AlreadyAnswered,
  type Claim,
  claimKey,
  keepAnswer,
  type KeyedRequest,
  releaseKey,
  suspendKey,
} from '../../db/idempotency';
import { businessNotFound } from '../businesses';
import { Problem, retryAfter } from '../problem';
import type { Call, Reply, Route } from '../route';

const foreignKeyViolation = '23503';

/**
 * Runs a handler at most once per `Idempotency-Key`. Handlers that change something store their answer in the same
 * transaction; what they leave open is stored here. A request that was refused had no effect, so its key is free again;
 * one whose outcome is unknown keeps the id of its command, so that repeating it repeats the same command.
 */
export async function atMostOnce(route: Route, call: Call<unknown>): Promise<Reply> {
  const sent = call.headers['idempotency-key'];
  if (sent === undefined) return route.handler(call);
  const request = keyedRequest(readKey(String(sent)), route, call);
  const { knex } = call.deps;
  const claim = await claimKey(knex, call.tenant, request).catch(explainMissingBusiness);
  if (claim.kind !== 'claimed') return answerOf(claim);
  try {
    const reply = await route.handler({ ...call, key: { key: request.key, commandId: claim.commandId } });
    await keepAnswer(knex, call.tenant, request.key, { status: reply.status, response: reply.body ?? null });
    return reply;
  } catch (error) {
    if (error instanceof AlreadyAnswered) return answerOf(await claimKey(knex, call.tenant, request));
    const give = isUnknown(error) ? suspendKey : releaseKey;
    await give(knex, call.tenant, request.key).catch(() => undefined);
    throw error;
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof Problem && error.code === 'command_outcome_unknown';
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

function answerOf(claim: Claim): Reply {
  if (claim.kind === 'in_flight' || claim.kind === 'claimed') {
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
