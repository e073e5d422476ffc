import { type LocalDay, localDay } from '../calendar';
import type { Instant, Program } from '../program/program';
import { iso } from '../program/view';
import { presentAccount } from './present';
import type { SheetLine } from './sheet';
import type { SimulatedStep } from './simulate';
import { SimulatedSummary } from './simulated-summary';

/** One local day of a simulation on which something happened. */
export type SimulatedDay = ReturnType<typeof presentDay>;

/**
 * A simulation day by day in the program's zone, days on which nothing happened left out, and what it comes to. Takes
 * the steps one by one, so that a caller can rest in between.
 */
export class SimulatedDays {
  private readonly days: SimulatedDay[] = [];
  private readonly summary: SimulatedSummary;
  /** Descriptions of the rewards that were given, by id. */
  private readonly promised = new Map<string, string>();
  private today: { readonly day: LocalDay; readonly steps: SimulatedStep[] } | null = null;

  constructor(private readonly program: Pick<Program, 'ruleType' | 'ruleConfig' | 'timezone' | 'currency'>) {
    this.summary = new SimulatedSummary(program);
  }

  /** The next step of the simulation, in the order of their instants. */
  take(step: SimulatedStep): void {
    for (const { id, rewardDescription } of step.outcome?.rewards ?? [])
      this.promised.set(id, rewardDescription);
    this.summary.count(step);
    const day = localDay(step.at, this.program.timezone);
    if (this.today?.day.key !== day.key) {
      this.closeDay();
      this.today = { day, steps: [] };
    }
    this.today?.steps.push(step);
  }

  /** All that was taken. */
  close() {
    this.closeDay();
    this.today = null;
    return { days: this.days, summary: this.summary.view() };
  }

  private closeDay(): void {
    if (this.today !== null) this.days.push(presentDay(this.today.steps, this.today.day, this.promised));
  }
}

function presentDay(
  steps: readonly SimulatedStep[],
  { key, end }: LocalDay,
  promised: ReadonlyMap<string, string>,
) {
  const { line } = steps.at(-1) as SimulatedStep;
  return {
    date: key,
    transactions: steps.flatMap(({ at, outcome }) =>
      outcome === null ? [] : [{ occurredAt: iso(at), ...withoutIds(outcome) }],
    ),
    rewardsIssued: steps.reduce((sum, { outcome }) => sum + (outcome?.rewards.length ?? 0), 0),
    expired: {
      points: steps.reduce((sum, { expired }) => sum + expired.points, 0),
      rewards: steps.flatMap(({ expired }) => expired.rewardIds.map((id) => promised.get(id) ?? '')),
    },
    tierChanges: steps.flatMap(({ at, tier }) => (tier === null ? [] : [{ at: iso(at), ...tier }])),
    endOfDay: standing(line, end - 1),
  };
}

/** What an outcome names does not exist: neither the program nor the rewards have ids. */
function withoutIds(view: NonNullable<SimulatedStep['outcome']>) {
  const { programId: _, rewards, ...outcome } = view;
  return {
    ...outcome,
    rewards: rewards.map(({ rewardType, rewardValue, rewardDescription, expiresAt }) => ({
      rewardType,
      rewardValue,
      rewardDescription,
      expiresAt,
    })),
  };
}

function standing({ program, account, lots, rewards }: SheetLine, at: Instant) {
  if (account === null) throw new RangeError('who is simulated is enrolled');
  const view = presentAccount('', program, account, { lots, rewards }, at);
  const { balance, balanceValue, progress, tier } = view;
  const usable = view.rewards.filter(({ status }) => status === 'available');
  return {
    balance,
    balanceValue,
    progress: progress as NonNullable<typeof progress>,
    tier,
    rewardsAvailable: usable.length,
  };
}
