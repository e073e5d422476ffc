/** A schedule in epoch milliseconds. */
import { dayMs, dayOf } from './civil';
import { nominalMs } from './duration';
import type { Expansion } from './edges';
import { isFinding } from './finding';
import { clip, merge } from './intervals';
import { occurrences } from './occurrences';
import { isWindows, readBlackout, readRecurrence, type Windows } from './pattern';
import type { Blackout, Interval, Recurrence, Schedule, Work } from './schedule';
import { instantOf } from './zone-clock';

export interface ExpansionLimits {
  /** At most this many windows. */
  readonly windows: number;
  /** Windows are looked for in at most this many days from `from`, or from the recurrence's start if that is later. */
  readonly days: number;
}

const usual: ExpansionLimits = { windows: 1_000, days: 3_660 };

/** Local times of one instant differ from UTC by less than this, clock changes included. */
const slack = 2 * dayMs;

/**
 * The windows and blackouts of a valid schedule within `[from, until)`, cut at both ends. Windows that overlap or touch
 * are one. `completeUntil` is `until`, or less when a limit was reached. RangeError for a schedule that is not valid or
 * a zone that is unknown.
 */
export function expandSchedule(
  schedule: Schedule,
  timezone: string,
  from: number,
  until: number,
  limits: Partial<ExpansionLimits> = {},
  work: Work = { days: 0 },
): Expansion {
  const closed = (schedule.blackouts ?? []).map((blackout) => placeBlackout(blackout, timezone));
  const { recurrence } = schedule;
  const open =
    recurrence === undefined
      ? { windows: null, completeUntil: until }
      : openWindows(patternOf(recurrence), timezone, [from, until], { ...usual, ...limits }, work);
  return { ...open, blackouts: clip(merge(closed), from, open.completeUntil) };
}

function patternOf(recurrence: Recurrence): Windows {
  const read = readRecurrence(recurrence);
  if (!isWindows(read)) throw new RangeError(read.map(([, { message }]) => message).join('. '));
  return read;
}

function placeBlackout(blackout: Blackout, timezone: string): Interval {
  const read = readBlackout(blackout);
  if (isFinding(read)) throw new RangeError(read.message);
  return [instantOf(read[0], timezone), instantOf(read[1], timezone)];
}

function openWindows(
  pattern: Windows,
  timezone: string,
  [from, until]: Interval,
  limits: ExpansionLimits,
  work: Work,
): Pick<Expansion, 'windows' | 'completeUntil'> {
  const begin = Math.max(from, pattern.start - slack);
  const end = Math.min(until, begin + limits.days * dayMs);
  const windows: [number, number][] = [];
  for (const [start, stop] of placed(pattern, timezone, begin, end, work)) {
    const last = windows.at(-1);
    if (start >= end) break;
    if (stop <= from || stop <= start) continue;
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], stop);
    else if (windows.length < limits.windows) windows.push([start, stop]);
    else return { windows: clip(windows, from, start), completeUntil: start };
  }
  return { windows: clip(windows, from, end), completeUntil: end };
}

/** The windows that may lie in `[from, until)` in order of their starts. */
function* placed(
  { rule, start, duration }: Windows,
  timezone: string,
  from: number,
  until: number,
  work: Work,
): Generator<Interval> {
  const first = Math.max(start, from - nominalMs(duration) - slack);
  let day: Interval[] = [];
  let current = Number.NaN;
  for (const local of occurrences({ rule, start }, first, until + slack, work)) {
    // A clock change can turn the order of times within a day: 02:30 becomes 03:30, and 03:00 stays.
    if (dayOf(local) !== current) yield* day.toSorted((a, b) => a[0] - b[0]);
    if (dayOf(local) !== current) day = [];
    current = dayOf(local);
    const begin = instantOf(local, timezone);
    if (rule.until?.utc === true && begin > rule.until.at) continue;
    day.push([begin, instantOf(local + duration.days * dayMs, timezone) + duration.ms]);
  }
  yield* day.toSorted((a, b) => a[0] - b[0]);
}
