/** A customer who comes every day until something is reached: computed by the code that records real purchases. */
import { localDay } from '../calendar';
import { simulate, type SimulatedPurchase, type SimulatedStep } from '../ledger/simulate';
import { formatMoney, fromMinorUnits } from '../money';
import type { Instant, ProgramDefinition } from '../program/program';
import { iso } from '../program/view';
import { presentProgress } from '../ledger/present';
import { ruleFor } from '../rules';
import type { Unit } from '../rules/rule-type';
import { sum } from '../rules/purchase';
import { date } from '../schedule/words';
import { type Place, sampleVisits } from './sample-visits';

/** The most visits that an example tells of. */
const mostVisits = 30;
/** Visits of a program in which nothing is to be reached. */
const endlessVisits = 3;

export type WorkedExample = NonNullable<ReturnType<typeof workedExample>>;

/** One visit of an example. Amounts are decimals of the currency. */
export interface ExampleVisit {
  readonly occurredAt: string;
  readonly spent: number;
  readonly category: string | null;
  readonly earned: number;
  readonly unit: Unit;
  readonly progress: ReturnType<typeof presentProgress> | null;
  /** What the customer is given, as promised. */
  readonly rewards: readonly string[];
  /** The tier that is reached; null for none. */
  readonly risesTo: string | null;
  /** The visit in words. */
  readonly text: string;
}

/**
 * What happens visit by visit up to the first reward or tier, or for a while where that takes longer; null if no purchase
 * earns anything by itself. Pure.
 */
export function workedExample(definition: ProgramDefinition, now: Instant, place: Place | null) {
  const { currency, ruleType, ruleConfig } = definition;
  const { redemptionValue } = ruleFor(ruleType);
  const wanted = redemptionValue === undefined ? mostVisits : endlessVisits;
  const purchases = sampleVisits(definition, beginning(definition, now), wanted, place);
  if (purchases.length === 0) return null;
  const visits: ExampleVisit[] = [];
  let reached = false;
  for (const step of simulate(definition, purchases)) {
    const purchase = purchases[visits.length];
    if (step.outcome === null || purchase === undefined) continue;
    visits.push(presentVisit(definition, purchase, step));
    reached = step.outcome.rewards.length > 0 || step.tier !== null;
    if (reached) break;
  }
  const balance =
    redemptionValue === undefined ? null : visits.reduce((total, { earned }) => total + earned, 0);
  const worth = balance === null ? undefined : redemptionValue?.(ruleConfig, balance, currency);
  const balanceValue = worth === undefined ? null : fromMinorUnits(worth, currency);
  return { visits, reached, balance, balanceValue };
}

/** How far a customer is after about half of an example: what a card in use looks like. */
export function halfway({ visits }: WorkedExample): ExampleVisit | null {
  const before = visits.filter(({ rewards, risesTo }) => rewards.length === 0 && risesTo === null);
  return before[Math.ceil(before.length / 2) - 1] ?? null;
}

/** From now on, or from the start that lies ahead; of a program that is over, from when it ran. */
function beginning({ startsAt, endsAt }: ProgramDefinition, now: Instant): Instant {
  const next = Math.max(startsAt ?? now, now);
  return endsAt === null || next < endsAt ? next : (startsAt ?? endsAt - monthMs);
}

const monthMs = 30 * 24 * 60 * 60 * 1_000;

function presentVisit(
  { currency, timezone }: ProgramDefinition,
  { lines }: SimulatedPurchase,
  step: SimulatedStep,
): ExampleVisit {
  const outcome = step.outcome as NonNullable<SimulatedStep['outcome']>;
  const paid = sum(lines);
  const category = lines[0]?.category ?? null;
  const visit = {
    occurredAt: iso(step.at),
    spent: fromMinorUnits(paid, currency),
    category,
    earned: outcome.earned,
    unit: outcome.unit,
    progress: outcome.progress,
    rewards: outcome.rewards.map(({ rewardDescription }) => rewardDescription),
    risesTo: step.tier?.to ?? null,
  };
  const day = date(localDay(step.at, timezone).number);
  return { ...visit, text: `${day}: spends ${formatMoney(paid, currency)}${tell(visit)}.` };
}

const singular = { points: 'point', punches: 'punch', visits: 'visit', stamps: 'stamp' } as const;

function tell({ category, earned, unit, progress, rewards, risesTo }: Omit<ExampleVisit, 'text'>): string {
  const what = category === null ? '' : ` on ${category}`;
  const gets = unit === 'amount' ? '' : ` and gets ${earned} ${earned === 1 ? singular[unit] : unit}`;
  const required = progress?.required ?? null;
  const given = rewards.length > 0 || risesTo !== null;
  const far = required === null || given ? '' : ` (${progress?.current} of ${required})`;
  const gained = rewards.map((reward) => `, and the reward: ${reward}`).join('');
  return `${what}${gets}${far}${gained}${risesTo === null ? '' : `, and is now ${risesTo}`}`;
}
