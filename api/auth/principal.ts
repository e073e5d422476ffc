import type { TenantContext } from '../../db/tenant';
import type { Scope } from '../route';

/** Who sends a request, as a verified token says. */
export interface Principal {
  readonly tenant: TenantContext;
  readonly scopes: ReadonlySet<string>;
  /** Epoch milliseconds after which the token is worth nothing. */
  readonly expiresAt: number;
}

/** Whether the principal may do what needs `scope`. */
export function may(principal: Principal, scope: Scope): boolean {
  return principal.scopes.has(scope);
}
