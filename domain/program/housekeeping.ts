import { type RuleConfig, ruleFor } from '../rules';
import { closesAt, type Instant, type Program } from './program';

/** What a program's workflow does for the customers of the program, beside its lifecycle. */
export const taskKinds = ['review', 'notify_ends_soon', 'notify_ended', 'close', 'clear'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** One task: what, and when it is due. */
export interface Task {
  readonly kind: TaskKind;
  readonly at: Instant;
}

/** Which tasks were done. Facts of the row, not of a version: no revision tells of them. */
export interface Housekeeping {
  /** Tiers are reviewed up to here. */
  readonly reviewedAt?: Instant;
  /** The `endsAt` of which customers were told that it comes. */
  readonly endsSoonFor?: Instant;
  /** The `endedAt` of which customers were told. */
  readonly endedFor?: Instant;
  /** The `endedAt` whose grace period is over, with what was left written off. */
  readonly closedFor?: Instant;
  /** When the accounts of the purged program were removed. */
  readonly clearedAt?: Instant;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The task that is due next, whether or not its instant has come; null if there is none. Pure. */
export function nextTask(program: Program): Task | null {
  return allTasks(program).reduce<Task | null>(
    (next, task) => (next === null || task.at < next.at ? task : next),
    null,
  );
}

function allTasks(program: Program): Task[] {
  return program.purgedAt === null ? tasksOf(program) : clearing(program, program.purgedAt);
}

/**
 * Whether a task that was due is wanted by the program as it is now: while customers are looked after one by one, it may
 * be paused, ended or deleted, or its end be moved. Whether the task was done already is not asked.
 */
export function stillWanted(program: Program, task: Task): boolean {
  const { reviewedAt = 0 } = program.housekeeping;
  const housekeeping = task.kind === 'review' ? { reviewedAt: Math.max(task.at - 1, reviewedAt) } : {};
  return allTasks({ ...program, housekeeping }).some(({ kind, at }) => kind === task.kind && at === task.at);
}

/** What the row remembers once a task is done. */
export function doneWith(program: Program, task: Task): Housekeeping {
  const done: Record<TaskKind, Housekeeping> = {
    review: { reviewedAt: task.at },
    notify_ends_soon: program.endsAt === null ? {} : { endsSoonFor: program.endsAt },
    notify_ended: program.endedAt === null ? {} : { endedFor: program.endedAt },
    close: program.endedAt === null ? {} : { closedFor: program.endedAt },
    clear: { clearedAt: task.at },
  };
  return { ...program.housekeeping, ...done[task.kind] };
}

function clearing({ housekeeping }: Program, purgedAt: Instant): Task[] {
  return housekeeping.clearedAt === undefined ? [{ kind: 'clear', at: purgedAt }] : [];
}

function tasksOf(program: Program): Task[] {
  if (program.deletedAt !== null) return [];
  if (program.lifecycle === 'ENDED') return afterEnd(program);
  if (program.lifecycle === 'DRAFT') return [];
  return [...endsSoon(program), ...review(program)];
}

function afterEnd(program: Program): Task[] {
  const { endedAt, housekeeping } = program;
  const closing = closesAt(program);
  if (endedAt === null || closing === null) return [];
  return [
    ...(housekeeping.endedFor === endedAt ? [] : [{ kind: 'notify_ended' as const, at: endedAt }]),
    ...(housekeeping.closedFor === endedAt ? [] : [{ kind: 'close' as const, at: closing }]),
  ];
}

/** A campaign shorter than the notice would be is over before anyone could act on it: no notice. */
function endsSoon({ startsAt, endsAt, endsSoonDays, housekeeping }: Program): Task[] {
  if (endsAt === null || endsSoonDays === 0 || housekeeping.endsSoonFor === endsAt) return [];
  const at = endsAt - endsSoonDays * dayMs;
  return startsAt !== null && at <= startsAt ? [] : [{ kind: 'notify_ends_soon', at }];
}

/** Tiers are reviewed while a program is live; a pause suspends reviews, and resuming starts them afresh. */
function review(program: Program): Task[] {
  const { lifecycle, activatedAt, housekeeping, currency, timezone } = program;
  const { tiers } = ruleFor(program.ruleType);
  if (tiers === undefined || lifecycle !== 'LIVE' || activatedAt === null) return [];
  const after = Math.max(activatedAt, housekeeping.reviewedAt ?? 0);
  const context = { currency, timezone, balance: 0 };
  const instants = configsOf(program).map((config) => tiers.nextReviewAt(config, context, after));
  const [at] = instants.filter((instant) => instant !== null).toSorted((a, b) => a - b);
  return at === undefined ? [] : [{ kind: 'review', at }];
}

/** Every config under which some customer is: the next review is that of the first of them. */
function configsOf({ ruleConfig, experiment }: Program): RuleConfig[] {
  return experiment === null ? [ruleConfig] : experiment.variants.map((variant) => variant.ruleConfig);
}
