import { createHmac } from 'node:crypto';

export const issuer = 'loyalty-demo';
export const audience = 'loyalty-api';
export const defaultScope = 'loyalty:read loyalty:write';
export const twelveHours = 12 * 60 * 60;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT for the demo stack, signed with HS256. `ttlSeconds` counts from now. */
export function signToken({ secret, sub, businessId, scope = defaultScope, ttlSeconds = twelveHours }) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: audience,
    sub,
    business_id: businessId,
    scope,
    iat: now,
    exp: now + ttlSeconds,
  };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}
