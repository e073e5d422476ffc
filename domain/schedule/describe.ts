/** A schedule in one sentence, for previews. */
import { dayMs, dayOf, hourMs, minuteMs } from './civil';
import { describeRule } from './describe-rule';
import type { Duration } from './duration';
import { isFinding } from './finding';
import { completed, timesOf } from './occurrences';
import { isWindows, readBlackout, readRecurrence, type Windows } from './pattern';
import type { Blackout, Schedule } from './schedule';
import { clock, counted, date, dateTime, dates, listed } from './words';
import { offsetAt } from './zone-clock';

/** More blackouts than this are only counted. */
const mostNamed = 3;

/**
 * `every Tuesday and Thursday from 17:00 for 2 hours, not on 24–26 December 2026`. RangeError for a schedule that is not
 * valid or a zone that is unknown.
 */
export function describe({ recurrence, blackouts = [] }: Schedule, timezone: string): string {
  if (recurrence === undefined) return blackouts.length === 0 ? 'always' : `always, ${closedOn(blackouts)}`;
  const read = readRecurrence(recurrence);
  if (!isWindows(read)) throw new RangeError(read.map(([, { message }]) => message).join('. '));
  const open = `${describeRule(read)}${hours(read)}${bounds(read, timezone)}`;
  return blackouts.length === 0 ? open : `${open}, ${closedOn(blackouts)}`;
}

function hours(pattern: Windows): string {
  const { days, ms } = pattern.duration;
  const times = listed(timesOf(completed(pattern)).map(clock));
  const wholeDay = times === '00:00' && days === 1 && ms === 0;
  return wholeDay ? ', all day' : ` from ${times} for ${length(pattern.duration)}`;
}

function length({ days, ms }: Duration): string {
  const units: readonly (readonly [number, string])[] = [
    [days, 'day'],
    [Math.floor(ms / hourMs), 'hour'],
    [(ms % hourMs) / minuteMs, 'minute'],
  ];
  return listed(units.filter(([value]) => value > 0).map(([value, unit]) => counted(value, unit)));
}

function bounds({ rule, start }: Windows, timezone: string): string {
  const from = `, starting ${date(dayOf(start))}`;
  if (rule.count !== undefined) return `${from}, ${counted(rule.count, 'time')}`;
  if (rule.until === undefined) return '';
  const { at, utc } = rule.until;
  return `, until ${date(dayOf(utc ? at + offsetAt(at, timezone) : at))}`;
}

function closedOn(blackouts: readonly Blackout[]): string {
  const named = blackouts.slice(0, mostNamed).map(blackoutText);
  const more = blackouts.length - named.length;
  return `not ${listed([...named, ...(more > 0 ? [`at ${more} more times`] : [])])}`;
}

function blackoutText(blackout: Blackout): string {
  const read = readBlackout(blackout);
  if (isFinding(read)) throw new RangeError(read.message);
  const [from, to] = read;
  const whole = from % dayMs === 0 && to % dayMs === 0;
  return whole ? `on ${dates(dayOf(from), dayOf(to) - 1)}` : `from ${dateTime(from)} to ${dateTime(to)}`;
}
