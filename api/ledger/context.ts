import { v7 as newId } from 'uuid';
import type { DecisionContext } from '../../domain/ledger/record-purchase';
import type { Call } from '../route';

/** On whose behalf and when a request's decision is made. */
export function decisionContext({ tenant, now }: Call<unknown>): DecisionContext {
  return { actor: tenant.actor, now, newId };
}
