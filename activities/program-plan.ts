import type { Alarms } from '../db/programs/acknowledge-alarm';
import { isFinished } from '../domain/program/alarm';
import { nextTask, type TaskKind } from '../domain/program/housekeeping';
import type { Instant, Program, ProgramStatus } from '../domain/program/program';
import type { Change } from '../domain/program/revision';
import { statusAt } from '../domain/program/status';
import { coming, type TimelineEntry } from '../domain/program/timeline';

/** What the workflow needs to know about its program to wait for the right thing. Plain JSON. */
export interface ProgramPlan {
  /** What is to be done now for the customers of the program; null: nothing. */
  readonly task: DueTask | null;
  /** Nothing can happen any more unless somebody sends a command. */
  readonly finished: boolean;
  /** The next instant at which there is something to do; null: none is known. */
  readonly alarmAt: Instant | null;
  /** Whether the transaction recorded something that is to be published. */
  readonly pending: boolean;
  /** Facts for people who look at the workflow; null if the program does not exist. */
  readonly program: ProgramFacts | null;
}

/** A task whose instant has come. `expire` looks after what expired by now. */
export interface DueTask {
  readonly kind: TaskKind | 'expire';
  readonly at: Instant;
}

export interface ProgramFacts {
  readonly name: string;
  readonly ruleType: string;
  readonly status: ProgramStatus;
  readonly version: number;
  /** The next transitions, at most `timelineLength`. */
  readonly timeline: readonly TimelineEntry[];
}

/** How many coming transitions a plan holds. */
const timelineLength = 20;

/** A century: programs may be planned far ahead. */
const horizonMs = 100 * 365 * 24 * 60 * 60 * 1000;

/** The plan of a program whose row does not exist, as after restoring an older database: nothing to wait for. */
export const planOfMissing: ProgramPlan = {
  task: null,
  finished: true,
  alarmAt: null,
  pending: false,
  program: null,
};

/** The plan that follows from a change which settled a program at `now`. Pure. */
export function planOf({ program, revisions }: Change, alarms: Alarms, now: Instant): ProgramPlan {
  return {
    task: dueTask(program, alarms, now),
    finished: isFinished(program) && alarms.alarmAt === Number.POSITIVE_INFINITY,
    alarmAt: Number.isFinite(alarms.alarmAt) ? alarms.alarmAt : null,
    pending: revisions.length > 0,
    program: factsOf(program, now),
  };
}

function dueTask(program: Program, { expiryAlarmAt }: Alarms, now: Instant): DueTask | null {
  // What expired is written off first: nobody is to be told of points that are gone. Not of a purged program: it has
  // no customers any more, and its accounts are removed.
  if (expiryAlarmAt <= now && program.purgedAt === null) return { kind: 'expire', at: expiryAlarmAt };
  const task = nextTask(program);
  return task !== null && task.at <= now ? task : null;
}

function factsOf(program: Program, now: Instant): ProgramFacts {
  return {
    name: program.name,
    ruleType: program.ruleType,
    status: statusAt(program, now),
    version: program.version,
    timeline: nextOf(program, now),
  };
}

function nextOf(program: Program, now: Instant): TimelineEntry[] {
  const next: TimelineEntry[] = [];
  for (const entry of coming(program, now, now + horizonMs)) {
    if (next.push(entry) === timelineLength) break;
  }
  return next;
}
