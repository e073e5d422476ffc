import type { Actor } from '../domain/program/revision';

/** On whose behalf a statement runs. Every finder takes one; none exists that does not. */
export interface TenantContext {
  readonly businessId: string;
  readonly actor: Actor;
}
