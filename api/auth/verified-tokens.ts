import { LRUCache } from 'lru-cache';
import type { Principal } from './principal';
import type { TokenVerifier } from './token-verifier';

const mostTokens = 10_000;
/** A revoked signing key is noticed after this at the latest. */
const keptMs = 60_000;

/** What a verifier found out, kept for a minute and never beyond the token's own expiry. */
export class VerifiedTokens {
  readonly #verified = new LRUCache<string, { principal: Principal; until: number }>({ max: mostTokens });

  constructor(private readonly verify: TokenVerifier) {}

  /** The principal of a token verified before, or undefined. */
  known(token: string, now: number): Principal | undefined {
    const entry = this.#verified.get(token);
    return entry !== undefined && now < entry.until ? entry.principal : undefined;
  }

  /** Verifies a token and remembers it. InvalidToken or KeysUnavailable otherwise. */
  async check(token: string, now: number): Promise<Principal> {
    const principal = await this.verify(token, now);
    this.#verified.set(token, { principal, until: Math.min(now + keptMs, principal.expiresAt) });
    return principal;
  }
}
