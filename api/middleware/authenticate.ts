import type { ParameterizedContext } from 'koa';
import { may, type Principal } from '../auth/principal';
import { InvalidToken, KeysUnavailable } from '../auth/token-verifier';
import type { VerifiedTokens } from '../auth/verified-tokens';
import { Problem, retryAfter } from '../problem';
import type { Scope } from '../route';
import type { FloodGuard } from './flood-guard';
import type { RequestState } from './request-context';

const longestToken = 8_192;

/** Who sends this request. Every failure is a 401 that names no more than the reason. */
export async function authenticate(
  ctx: ParameterizedContext<RequestState>,
  tokens: VerifiedTokens,
  floods: FloodGuard,
): Promise<Principal> {
  const token = bearerToken(ctx.req.headers.authorization);
  const known = token === null ? undefined : tokens.known(token, ctx.state.now);
  if (known !== undefined) return known;
  const address = ctx.req.socket.remoteAddress ?? 'unknown';
  await floods.admit(address);
  try {
    if (token === null) throw new InvalidToken('an access token is needed: Authorization: Bearer <token>');
    return await tokens.check(token, ctx.state.now);
  } catch (error) {
    if (error instanceof InvalidToken) await floods.count(address);
    throw asProblem(error, token !== null);
  }
}

/** Refuses a principal whose token does not carry the scope. A token without any scope may do nothing. */
export function requireScope(principal: Principal, scope: Scope): void {
  if (may(principal, scope)) return;
  throw new Problem('insufficient_scope', `The token must carry the scope ${scope}.`, {
    headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  });
}

function bearerToken(header: string | undefined): string | null {
  if (header === undefined) return null;
  const match = /^Bearer +([\w.~+/=-]+) *$/i.exec(header.length > longestToken ? '' : header);
  return match?.[1] ?? null;
}

function asProblem(error: unknown, hadToken: boolean): unknown {
  if (error instanceof KeysUnavailable) {
    return new Problem('authentication_unavailable', 'The keys that sign tokens cannot be fetched now.', {
      headers: retryAfter(5),
      cause: error,
    });
  }
  if (!(error instanceof InvalidToken)) return error;
  const challenge = hadToken ? 'Bearer error="invalid_token"' : 'Bearer';
  return new Problem('unauthenticated', `${error.message[0]?.toUpperCase()}${error.message.slice(1)}.`, {
    headers: { 'WWW-Authenticate': challenge },
  });
}
