import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { ApiConfig, TokenKeys } from '../config';
import type { Principal } from './principal';

/** The token proves nothing; `message` says why, without repeating it. */
export class InvalidToken extends Error {}

/** The keys that would prove the token cannot be had at the moment. */
export class KeysUnavailable extends Error {}

export type TokenVerifier = (token: string, now: number) => Promise<Principal>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const clockToleranceSeconds = 5;

/**
 * Verifies signature, issuer, audience and expiry, and reads the claims that matter here. Keys come only from the
 * configuration: header fields that name other keys (jku, x5u, jwk) are ignored, and a shared secret is never
 * accepted where key pairs are configured, or the reverse.
 */
export function createTokenVerifier(
  config: Pick<ApiConfig, 'tokenKeys' | 'jwtIssuer' | 'jwtAudience'>,
): TokenVerifier {
  const { key, algorithms } = keysOf(config.tokenKeys);
  return async (token, now) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms,
        issuer: config.jwtIssuer,
        audience: config.jwtAudience,
        requiredClaims: ['exp', 'sub', 'business_id'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now),
      });
      return principalOf(payload);
    } catch (error) {
      throw explain(error);
    }
  };
}

function keysOf(source: TokenKeys): { key: JWTVerifyGetKey; algorithms: string[] } {
  if (source.kind === 'hs256') {
    const secret = new TextEncoder().encode(source.secret);
    return { key: async () => secret, algorithms: ['HS256'] };
  }
  const algorithms = ['RS256', 'ES256', 'EdDSA'];
  if (source.kind === 'jwks') {
    return { key: createLocalJWKSet(source.jwks as unknown as JSONWebKeySet), algorithms };
  }
  return { key: remoteKeys(source.url), algorithms };
}

/** Keys of a published set. Whatever keeps the set from being read says nothing about the token. */
function remoteKeys(url: string): JWTVerifyGetKey {
  const published = createRemoteJWKSet(new URL(url), { timeoutDuration: 3_000 });
  return async (header, token) => {
    try {
      return await published(header, token);
    } catch (error) {
      if (saysSomethingOfTheToken(error)) throw error;
      throw new KeysUnavailable('the key set cannot be fetched', { cause: error });
    }
  };
}

function saysSomethingOfTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

function principalOf(payload: JWTPayload): Principal {
  const { sub, exp, business_id: businessId, scope } = payload;
  if (typeof businessId !== 'string' || !uuid.test(businessId)) {
    throw new InvalidToken('business_id must be a UUID');
  }
  if (typeof sub !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(sub)) {
    throw new InvalidToken('sub must be 1 to 200 visible ASCII characters');
  }
  return {
    tenant: { businessId: businessId.toLowerCase(), actor: `user:${sub}` },
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
    expiresAt: ((exp ?? 0) + clockToleranceSeconds) * 1000,
  };
}

function explain(error: unknown): Error {
  if (error instanceof InvalidToken || error instanceof KeysUnavailable) return error;
  if (error instanceof errors.JWTExpired) return new InvalidToken('the token has expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new InvalidToken(`the claim ${error.claim} is missing or wrong`);
  }
  return new InvalidToken('the token cannot be verified', { cause: error });
}
