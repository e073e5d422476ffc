import { SignJWT } from 'jose';

/** The secret that APIs under test are configured with. */
export const secret = new TextEncoder().encode('only for tests: not a secret of anybody');

/** A token for the API under test, signed by its secret. `now` is the API's clock, in epoch milliseconds. */
export function tokenFor(who: {
  businessId: string;
  now: number;
  userId?: string;
  scope?: string | null;
}): Promise<string> {
  const { businessId, now, userId = 'owner', scope = 'loyalty:read loyalty:write' } = who;
  const claims = { business_id: businessId, ...(scope === null ? {} : { scope }) };
  const seconds = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuer('tests')
    .setAudience('loyalty-api')
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 30 * 24 * 3600)
    .sign(secret);
}
