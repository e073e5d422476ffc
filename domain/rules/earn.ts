/**
 * The engine that all rules share: measure what was bought, cut it to the caps, apply it to the account; and backwards.
 *
 * A refund is never measured by itself, which would round each part. It takes back what was granted so far minus what
 * the remaining purchase would be worth, under the config that earned: partial refunds in any order that return
 * everything leave the account as if nothing had been bought. Caps cut a purchase when it is made; a refund of another
 * purchase does not give back what they cut off.
 */
import { localDay } from '../calendar';
import { capsIn, withinCaps } from './caps';
import type { CommonConfig } from './common-config';
import type { Purchase } from './purchase';
import type { Applied, Change, HeldReward, RuleContext, RuleDefinition } from './rule-type';

/** What is stored per account: the rule's state, and what was earned on recent days where a daily cap asks for it. */
export interface AccountState<State> {
  readonly rule: State;
  /** By day number (see `calendar.ts`). */
  readonly days?: Readonly<Record<string, number>>;
}

/** What a purchase was granted, to be stored with it and handed back when it is refunded. */
export interface Granted {
  readonly quantity: number;
  readonly also?: Readonly<Record<string, number>>;
}

/** What an account earned or lost, with the account afterwards. */
export interface Outcome<State> extends Omit<Applied<State>, 'state'> {
  readonly account: AccountState<State>;
  readonly granted: Granted;
}

/** What the caller knows of the account's rewards. */
export interface Rewards {
  /** All held rewards of the account, oldest first. */
  readonly held: readonly HeldReward[];
  /** The id for the n-th reward that is issued, from 0. */
  readonly rewardId: (n: number) => string;
}

/** A refund: the purchase, what is left of it after this and all earlier refunds, and what it still grants. */
export interface Refund {
  readonly purchase: Purchase;
  /** Null when everything was returned. */
  readonly remaining: Purchase | null;
  readonly granted: Granted;
}

/** The days for which a daily cap is kept: a purchase reported later than that is not capped. */
const rememberedDays = 400;

/** The account of a customer who has bought nothing. */
export function openAccount<State>(rule: { readonly initialState: State }): AccountState<State> {
  return { rule: rule.initialState };
}

/** What a purchase earns, and the account afterwards. Nothing changes when it earns nothing; the reasons say why. */
export function earn<Config extends CommonConfig, State>(
  rule: RuleDefinition<Config, State>,
  config: Config,
  context: RuleContext,
  account: AccountState<State>,
  purchase: Purchase,
  rewards: Rewards,
): Outcome<State> {
  const measured = rule.measure(config, context, purchase);
  const caps = capsIn(rule.unit(config), config.caps, context.currency);
  const usage = {
    today: account.days?.[dayOf(purchase, context)] ?? 0,
    held: rule.holding(config, context, account.rule, purchase.occurredAt) + costOf(rewards.held),
  };
  const capped = withinCaps(measured.quantity, caps, usage);
  const granted = { quantity: capped.quantity, ...alsoOf(measured) };
  const outcome = grant(rule, config, context, account, { occasion: purchase, granted, rewards });
  return { ...outcome, reasons: [...measured.reasons, ...capped.reasons, ...outcome.reasons] };
}

/** What a refund takes back, and the account afterwards. `config` is the one under which the purchase earned. */
export function reverse<Config extends CommonConfig, State>(
  rule: RuleDefinition<Config, State>,
  config: Config,
  context: RuleContext,
  account: AccountState<State>,
  refund: Refund,
  rewards: Rewards,
): Outcome<State> {
  const { purchase, remaining, granted } = refund;
  const worth = remaining === null ? { quantity: 0 } : rule.measure(config, context, remaining);
  const left = leastOf(granted, worth);
  return retract(rule, config, context, account, { occasion: purchase, granted, left, rewards });
}

/** A purchase, as far as the account is concerned. */
export interface Occasion {
  readonly transactionId: string;
  /** When the purchase was made, for its refunds too. */
  readonly occurredAt: number;
}

/** What was granted for a purchase. */
export interface Grant {
  readonly occasion: Occasion;
  readonly granted: Granted;
  readonly rewards: Rewards;
  /** Given or taken by people, not earned: the daily cap does not count it. */
  readonly byHand?: boolean;
}

/** The second half of `earn`: gives what was measured and cut to the caps. Replaying a ledger begins here. */
export function grant<Config extends CommonConfig, State>(
  rule: RuleDefinition<Config, State>,
  config: Config,
  context: RuleContext,
  account: AccountState<State>,
  { occasion, granted, rewards, byHand }: Grant,
): Outcome<State> {
  const { perDay } = capsIn(rule.unit(config), config.caps, context.currency);
  return settle(rule, config, context, account, {
    change: { ...changeOf(occasion, rewards), ...granted },
    granted,
    keepDay: perDay !== undefined && byHand !== true,
  });
}

/** The second half of `reverse`: takes back what is no longer granted. */
export function retract<Config extends CommonConfig, State>(
  rule: RuleDefinition<Config, State>,
  config: Config,
  context: RuleContext,
  account: AccountState<State>,
  { occasion, granted, left, rewards }: Grant & { readonly left: Granted },
): Outcome<State> {
  return settle(rule, config, context, account, {
    change: { ...changeOf(occasion, rewards), ...difference(left, granted) },
    granted: left,
    keepDay: account.days?.[dayOf(occasion, context)] !== undefined,
  });
}

interface Step {
  readonly change: Change;
  readonly granted: Granted;
  readonly keepDay: boolean;
}

function settle<Config extends CommonConfig, State>(
  rule: RuleDefinition<Config, State>,
  config: Config,
  context: RuleContext,
  account: AccountState<State>,
  { change, granted, keepDay }: Step,
): Outcome<State> {
  if (change.quantity === 0 && Object.values(change.also ?? {}).every((amount) => amount === 0)) {
    return { account, granted, earned: 0, issued: [], revoked: [], shortfall: 0, reasons: [] };
  }
  const { state, ...applied } = rule.apply(config, context, account.rule, change);
  const days = keepDay ? { days: useDay(account.days ?? {}, dayOf(change, context), change.quantity) } : {};
  return {
    ...applied,
    account: { ...account, rule: state, ...days },
    granted,
  };
}

function changeOf({ transactionId, occurredAt }: Occasion, rewards: Rewards): Omit<Change, 'quantity'> {
  return { transactionId, occurredAt, ...rewards };
}

function alsoOf({ also }: Granted): { also?: Readonly<Record<string, number>> } {
  return also === undefined ? {} : { also };
}

function leastOf(granted: Granted, worth: Granted): Granted {
  const quantity = Math.min(granted.quantity, worth.quantity);
  if (granted.also === undefined) return { quantity };
  const names = Object.entries(granted.also);
  return {
    quantity,
    also: Object.fromEntries(names.map(([name, n]) => [name, Math.min(n, worth.also?.[name] ?? 0)])),
  };
}

function difference(after: Granted, before: Granted): Granted {
  const quantity = after.quantity - before.quantity;
  if (before.also === undefined) return { quantity };
  const names = Object.entries(before.also);
  return {
    quantity,
    also: Object.fromEntries(names.map(([name, n]) => [name, (after.also?.[name] ?? 0) - n])),
  };
}

function dayOf({ occurredAt }: { readonly occurredAt: number }, context: RuleContext): number {
  return localDay(occurredAt, context.timezone).number;
}

function costOf(held: readonly HeldReward[]): number {
  return held.reduce((total, reward) => total + reward.cost, 0);
}

/** Adds to a day's sum, and forgets days that no late purchase will fall into. */
function useDay(
  days: Readonly<Record<string, number>>,
  day: number,
  quantity: number,
): Readonly<Record<string, number>> {
  const used: Record<string, number> = { ...days, [day]: Math.max(0, (days[day] ?? 0) + quantity) };
  const kept = Object.entries(used).filter(
    ([number, sum]) => sum > 0 && day - Number(number) < rememberedDays,
  );
  return Object.fromEntries(kept);
}
