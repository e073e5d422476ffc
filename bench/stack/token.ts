import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';

/** How the API under measurement verifies tokens: an HS256 secret that only this run knows. */
export interface TokenIssuer {
  readonly env: Readonly<Record<string, string>>;
  /** A token of a user of the business, good for a day. */
  issue(businessId: string, userId: string): Promise<string>;
}

export function tokenIssuer(): TokenIssuer {
  const secret = randomBytes(32).toString('hex');
  const issuer = 'loyalty-bench';
  const audience = 'loyalty-api';
  const scope = 'loyalty:read loyalty:write';
  return {
    env: { JWT_HS256_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
    issue: (businessId, userId) =>
      new SignJWT({ business_id: businessId, scope })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1d')
        .sign(new TextEncoder().encode(secret)),
  };
}
