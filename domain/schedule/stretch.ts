/** How much of a schedule is written out at a time. */
import { dayMs } from './civil';
import { nominalMs } from './duration';
import { isFinding } from './finding';
import { completed, timesOf } from './occurrences';
import { isWindows, readBlackout, readRecurrence } from './pattern';
import type { Blackout, Recurrence, Schedule } from './schedule';

/** The stretches of time in which a schedule is expanded, one after the other. */
export interface Stretches {
  /** Length of each in milliseconds; Infinity: one holds everything. */
  readonly span: number;
  /** No edge comes at or after this instant. */
  readonly over: number;
}

/** Schedules are followed up to here; no program can be given a date that lies beyond. */
export const endOfSchedules = Date.UTC(2201, 0, 1);

/** Windows in a stretch, roughly: enough that most questions need one, and few enough to be kept for many programs. */
const windowsEach = 200;
/** Local times of one instant differ from UTC by less than this, clock changes included. */
const slack = 2 * dayMs;

/**
 * Stretches of a valid schedule. A rule with COUNT is followed from its start whatever is asked, and has few windows: it
 * is expanded once, and so is a schedule of blackouts only.
 */
export function stretchesOf({ recurrence, blackouts = [] }: Schedule): Stretches {
  const closed = Math.max(0, ...blackouts.map(endOfBlackout));
  const windows =
    recurrence === undefined ? { span: Number.POSITIVE_INFINITY, over: 0 } : ofWindows(recurrence);
  return { span: windows.span, over: Math.min(Math.max(windows.over, closed), endOfSchedules) };
}

function ofWindows(recurrence: Recurrence): Stretches {
  const pattern = readRecurrence(recurrence);
  if (!isWindows(pattern)) throw new RangeError(pattern.map(([, { message }]) => message).join('. '));
  const { rule, duration } = pattern;
  if (rule.count !== undefined) return { span: Number.POSITIVE_INFINITY, over: endOfSchedules };
  const days = Math.ceil(windowsEach / timesOf(completed(pattern)).length);
  const over = rule.until === undefined ? endOfSchedules : rule.until.at + nominalMs(duration) + slack;
  return { span: days * dayMs, over };
}

function endOfBlackout(blackout: Blackout): number {
  const read = readBlackout(blackout);
  if (isFinding(read)) throw new RangeError(read.message);
  return read[1] + slack;
}
