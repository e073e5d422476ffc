import { createProgram } from '../program/create';
import { doneWith, nextTask } from '../program/housekeeping';
import type { Instant, Program, ProgramDefinition } from '../program/program';
import { afterPosting } from './after-posting';
import { type AccountTask, houseKeep } from './housekeeping';
import type { Posting } from './posting';
import type { OutcomeView } from './present';
import { type PurchaseFacts, recordPurchase } from './record-purchase';
import { openState } from './rule-of';
import type { CustomerSheet, SheetLine } from './sheet';

/** A purchase to be played, before it has ids. */
export type SimulatedPurchase = Omit<PurchaseFacts, 'id' | 'externalId' | 'contentSha256'>;

/** Something that happened in a simulation, and the customer's account after it. */
export interface SimulatedStep {
  readonly at: Instant;
  readonly line: SheetLine;
  /** What a purchase did; null where time alone did something. */
  readonly outcome: OutcomeView | null;
  /** What was written off. */
  readonly expired: { readonly points: number; readonly rewardIds: readonly string[] };
  /** The tier before and after, when it changed. */
  readonly tier: { readonly from: string | null; readonly to: string | null } | null;
}

/** A customer was given more than a simulation keeps track of. */
export class SimulationTooLarge extends Error {
  constructor(readonly rewards: number) {
    super(`a simulation keeps track of ${rewards} rewards at most`);
    this.name = 'SimulationTooLarge';
  }
}

/** The most rewards that a customer may hold in a simulation. */
export const mostSimulatedRewards = 2_000;

/**
 * Plays purchases of one customer in the order of their instants through the code that records real ones; in between,
 * what timers do: points and rewards expire, tiers are reviewed, what is left is written off after the end. The program
 * is taken as live from its start, or from the first purchase, and as meant for this customer, who is enrolled from the
 * beginning and in no other program. Pure: nothing is stored, ids are counted. SimulationTooLarge when there are too
 * many rewards to keep track of.
 * @param until what timers do is played up to here, and to the last purchase at least
 */
export function* simulate(
  definition: ProgramDefinition,
  purchases: readonly SimulatedPurchase[],
  until: Instant = Number.NEGATIVE_INFINITY,
): Generator<SimulatedStep> {
  const inOrder = purchases.toSorted((a, b) => a.occurredAt - b.occurredAt);
  const first = inOrder[0];
  if (first === undefined) return;
  const play = new Play(liveProgram(definition, first.occurredAt), first.occurredAt);
  for (const purchase of inOrder) {
    yield* play.passTime(purchase.occurredAt);
    yield play.buy(purchase);
  }
  yield* play.passTime(until);
}

const simulated = '00000000-0000-8000-8000-000000000000';

function liveProgram(definition: ProgramDefinition, firstPurchaseAt: Instant): Program {
  const at = definition.startsAt ?? firstPurchaseAt;
  const creation = { id: simulated, businessId: simulated, actor: 'system' as const, commandId: null };
  return createProgram({ ...definition, segmentIds: null, startsAt: at }, { ...creation, isActive: true, at })
    .program;
}

/** One customer and one program, going through time. */
class Play {
  private line: SheetLine;
  private sequence = 0;
  private ids = 0;

  constructor(program: Program, firstPurchaseAt: Instant) {
    const enrolledAt = Math.min(program.startsAt ?? firstPurchaseAt, firstPurchaseAt);
    const blank: SheetLine = { program, account: null, lots: [], rewards: [] };
    this.line = blank;
    this.write({
      programs: [],
      enrolments: [{ programId: program.id, enrolledAt, state: openState(program) }],
      events: [],
    });
  }

  /** What timers do up to an instant, each at its own. */
  *passTime(until: Instant): Generator<SimulatedStep> {
    for (let next = this.nextTimer(); next !== null && next.at <= until; next = this.nextTimer()) {
      const step = next.run();
      if (step !== null) yield step;
    }
  }

  buy(purchase: SimulatedPurchase): SimulatedStep {
    const id = this.newId();
    const facts = { ...purchase, id, externalId: id, contentSha256: '' };
    const { occurredAt } = purchase;
    const { answer, posting } = recordPurchase(this.sheet(), facts, new Map(), this.context(occurredAt));
    return this.take(posting, occurredAt, answer.outcomes[0] ?? null);
  }

  /** The end, tasks of the program, then expiries: whatever comes first. */
  private nextTimer(): { at: Instant; run: () => SimulatedStep | null } | null {
    const { program, account } = this.line;
    const task = nextTask(program);
    const ends = program.lifecycle === 'ENDED' ? null : program.endsAt;
    const expiry = account?.nextExpiryAt ?? null;
    const timers = [
      ...(ends === null ? [] : [{ at: ends, run: () => this.end(ends) }]),
      ...(task === null ? [] : [{ at: task.at, run: () => this.do(task.kind as AccountTask, task.at) }]),
      ...(expiry === null ? [] : [{ at: expiry, run: () => this.keep('expire', expiry) }]),
    ];
    return timers.toSorted((a, b) => a.at - b.at)[0] ?? null;
  }

  private end(at: Instant): null {
    this.line = { ...this.line, program: { ...this.line.program, lifecycle: 'ENDED', endedAt: at } };
    return null;
  }

  private do(kind: AccountTask, at: Instant): SimulatedStep | null {
    const step = this.keep(kind, at);
    const { program } = this.line;
    const housekeeping = doneWith(program, { kind: kind as Exclude<AccountTask, 'expire'>, at });
    this.line = { ...this.line, program: { ...program, housekeeping } };
    return step;
  }

  private keep(task: AccountTask, at: Instant): SimulatedStep | null {
    const { posting } = houseKeep(this.sheet(), this.line.program.id, task, at, this.context(at));
    if (posting === null) return null;
    const step = this.take(posting, at, null);
    return step.tier === null && step.expired.points === 0 && step.expired.rewardIds.length === 0
      ? null
      : step;
  }

  private take(posting: Posting | null, at: Instant, outcome: OutcomeView | null): SimulatedStep {
    const before = this.line.account?.tier ?? null;
    if (posting !== null) this.write(posting);
    const after = this.line.account?.tier ?? null;
    const tier = before === after ? null : { from: before, to: after };
    return { at, line: this.line, outcome, expired: expiredIn(posting), tier };
  }

  private write(posting: Posting): void {
    const sheet = afterPosting(this.sheet(), posting);
    this.sequence = sheet.sequence;
    this.line = sheet.lines[0] as SheetLine;
    if (this.line.rewards.length > mostSimulatedRewards) throw new SimulationTooLarge(mostSimulatedRewards);
  }

  private sheet(): CustomerSheet {
    const { sequence, line } = this;
    return { customerId: simulated, businessId: simulated, sequence, erased: false, lines: [line] };
  }

  private context(now: Instant) {
    return { actor: 'system' as const, now, newId: () => this.newId(), holdingsRead: true };
  }

  /** Ids that are the same every time: a simulation must not depend on chance. */
  private newId(): string {
    this.ids += 1;
    return `00000000-0000-8000-8000-${String(this.ids).padStart(12, '0')}`;
  }
}

function expiredIn(posting: Posting | null): SimulatedStep['expired'] {
  const entries = posting?.entries?.filter(({ kind }) => kind === 'expired') ?? [];
  return {
    points: entries.reduce((sum, { quantity }) => sum - quantity, 0),
    rewardIds: entries.flatMap(({ rewardId }) =>
      rewardId === null || rewardId === undefined ? [] : [rewardId],
    ),
  };
}
