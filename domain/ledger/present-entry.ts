import type { Instant, Program } from '../program/program';
import { iso } from '../program/view';
import type { Entry } from './posting';
import { shown } from './present';
import { ruleOf } from './rule-of';

/** One line of the ledger as the API shows it: what happened, when, who did it, and why. */
export function presentEntry(program: Program, entry: Entry & { readonly recordedAt?: Instant }) {
  const unit = ruleOf(program).unit(program.ruleConfig);
  const { redemptionId, reason, reference, variant } = (entry.details ?? {}) as Record<
    string,
    string | undefined
  >;
  return {
    number: entry.number,
    kind: entry.kind,
    quantity: shown(unit, entry.quantity, program.currency),
    balanceAfter: shown(unit, entry.balanceAfter, program.currency),
    transactionId: entry.transactionId ?? null,
    refundId: entry.refundId ?? null,
    rewardId: entry.rewardId ?? null,
    locationId: entry.locationId ?? null,
    programVersion: entry.programVersion,
    actor: entry.actor,
    occurredAt: iso(entry.occurredAt),
    ...(redemptionId === undefined ? {} : { redemptionId }),
    ...(reason === undefined ? {} : { reason }),
    ...(reference === undefined ? {} : { reference }),
    ...(variant === undefined ? {} : { variant }),
    ...(entry.recordedAt === undefined ? {} : { recordedAt: iso(entry.recordedAt) }),
  };
}
