import type { Instant, Program } from '../program/program';
import { iso } from '../program/view';
import { fromMinorUnits } from '../money';
import type { Progress, Reason, TierProgress, TierValue, Unit } from '../rules/rule-type';
import { asHeld } from './expiry';
import { comingExpiries, spendable } from './lots';
import { progressOf, ruleOf } from './rule-of';
import type { Account, CustomerSheet, Lot, Reward } from './sheet';

/** A quantity as the API shows it: amounts as decimals of the currency, everything else as whole numbers. */
export function shown(unit: Unit, quantity: number, currency: string): number {
  return unit === 'amount' ? fromMinorUnits(quantity, currency) : quantity;
}

/** How far a customer is, as the API shows it. */
export function presentProgress(progress: Progress, currency: string) {
  const { unit, current, required, missing } = progress;
  const view = (quantity: number | null) => (quantity === null ? null : shown(unit, quantity, currency));
  return { unit, current: shown(unit, current, currency), required: view(required), missing: view(missing) };
}

/** The tier that is held, what holds it and what the next one takes. */
export function presentTier(tier: TierProgress, currency: string) {
  const value = (v: TierValue) => ({
    unit: v.unit,
    period: v.period,
    current: shown(v.unit, v.current, currency),
    required: shown(v.unit, v.required, currency),
  });
  return {
    since: iso(tier.since),
    heldBy: tier.heldBy === null ? null : value(tier.heldBy),
    next:
      tier.next === null
        ? null
        : {
            name: tier.next.name,
            ...value(tier.next),
            missing: shown(tier.next.unit, tier.next.missing, currency),
          },
    lowersAt: iso(tier.lowersAt),
  };
}

/** A reward as it stands now, as the API shows it; a reservation that lapsed is none. */
export function presentReward(reward: Reward, now: Instant) {
  const reserved = reward.status === 'reserved' && (reward.reservedUntil ?? 0) > now;
  const status = reward.status === 'reserved' && !reserved ? 'available' : reward.status;
  return {
    id: reward.id,
    programId: reward.programId,
    status,
    ...reward.reward,
    issuedAt: iso(reward.issuedAt),
    expiresAt: iso(reward.expiresAt),
    reservedUntil: reserved ? iso(reward.reservedUntil) : null,
    redeemedAt: iso(reward.redeemedAt),
    redeemedLocationId: reward.redeemedLocationId,
  };
}

/** What progress and tier look like after a change or on a read. */
function standing(program: Program, account: { balance: number; state: unknown } | null, now: Instant) {
  if (account === null) return { progress: null };
  const progress = progressOf(program, account, now);
  const view = { progress: presentProgress(progress, program.currency) };
  if (progress.tier === undefined) return view;
  return {
    ...view,
    tier: progress.tier.name,
    tierStanding: presentTier(progress.tier, program.currency),
  };
}

/** What a purchase or a refund did in one program. */
export function presentOutcome(
  program: Program,
  account: { balance: number; state: unknown } | null,
  did: {
    earned: number;
    issued: readonly Reward[];
    revoked?: readonly string[];
    reasons: readonly Reason[];
    gaveWayTo?: string | undefined;
  },
  now: Instant,
) {
  const unit = ruleOf(program).unit(program.ruleConfig);
  return {
    programId: program.id,
    ruleType: program.ruleType,
    unit,
    earned: shown(unit, did.earned, program.currency),
    ...standing(program, account, now),
    rewards: asHeld(did.issued, program, now).map((reward) => presentReward(reward, now)),
    ...(did.revoked === undefined ? {} : { revokedRewards: did.revoked }),
    reasons: did.reasons.map(({ code, message }) => ({ code, message })),
    ...(did.gaveWayTo === undefined ? {} : { gaveWayTo: did.gaveWayTo }),
  };
}
export type OutcomeView = ReturnType<typeof presentOutcome>;

/** The answer to a recorded purchase. */
export function presentPurchase(
  sheet: CustomerSheet,
  facts: { id: string; externalId: string; locationId: string | null; occurredAt: Instant; currency: string },
  total: number,
  outcomes: readonly OutcomeView[],
) {
  return {
    id: facts.id,
    externalId: facts.externalId,
    customerId: sheet.customerId,
    locationId: facts.locationId,
    occurredAt: iso(facts.occurredAt),
    currency: facts.currency,
    total: fromMinorUnits(total, facts.currency),
    outcomes,
  };
}
export type PurchaseAnswer = ReturnType<typeof presentPurchase>;

/** Where a customer stands in a program: what `GET /programs/{id}/customers/{customerId}` answers. */
export function presentAccount(
  customerId: string,
  program: Program,
  account: Account,
  held: { lots: readonly Lot[]; rewards: readonly Reward[] },
  now: Instant,
) {
  const spends = ruleOf(program).redemptionValue;
  const lots = asHeld(held.lots, program, now);
  const balance = spends === undefined ? null : spendableBalance(account, lots, now);
  const value =
    balance === null ? null : spends?.(program.ruleConfig, Math.max(0, balance), program.currency);
  return {
    programId: program.id,
    customerId,
    ruleType: program.ruleType,
    enrolledAt: iso(account.enrolledAt),
    balance,
    balanceValue: value === null || value === undefined ? null : fromMinorUnits(value, program.currency),
    tier: null as string | null,
    ...standing(program, { balance: balance ?? account.balance, state: account.state }, now),
    expiries: comingExpiries(lots, now).map(({ expiresAt, points }) => ({
      expiresAt: iso(expiresAt),
      points,
    })),
    rewards: asHeld(held.rewards, program, now)
      .filter((reward) => !lapsed(reward, now))
      .map((reward) => presentReward(reward, now)),
    lastActivityAt: iso(account.lastActivityAt),
  };
}

/** Points less what expired since the ledger was last written; below zero when more was refunded than was left. */
function spendableBalance(account: Account, lots: readonly Lot[], now: Instant): number {
  return account.balance < 0 ? account.balance : spendable(lots, now);
}

function lapsed(reward: Reward, now: Instant): boolean {
  const open = reward.status === 'available' || reward.status === 'reserved';
  return open && reward.expiresAt !== null && reward.expiresAt <= now;
}
