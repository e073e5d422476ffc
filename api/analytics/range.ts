import { Temporal } from 'temporal-polyfill';
import type { AnalyticsInterval } from '../../db/analytics/read-analytics';
import { localDay } from '../../domain/calendar';
import type { Instant } from '../../domain/program/program';
import { Problem } from '../problem';
import { readInstant } from '../programs/instants';

/** Whole buckets of local days. */
export interface AnalyticsRange {
  readonly timezone: string;
  readonly interval: AnalyticsInterval;
  /** First day of the first bucket, `2026-03-29`. */
  readonly from: string;
  /** The day after the last bucket. */
  readonly to: string;
  readonly buckets: readonly AnalyticsBucket[];
}

export interface AnalyticsBucket {
  /** Its first day. */
  readonly start: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The query of an analytics request, as sent. */
export interface RangeQuery {
  readonly from?: string;
  readonly to?: string;
  readonly interval: AnalyticsInterval;
}

const defaultDays = 30;
const mostBuckets = 400;

/** The whole buckets that hold what was asked for: the last 30 days when nothing was. Problem when it makes no sense. */
export function readRange(query: RangeQuery, timezone: string, now: Instant): AnalyticsRange {
  const { interval } = query;
  const to =
    query.to === undefined ? dayOf(now, timezone).add({ days: 1 }) : readDay(query.to, '/to', timezone, 'up');
  const from =
    query.from === undefined
      ? to.subtract({ days: defaultDays })
      : readDay(query.from, '/from', timezone, 'down');
  if (Temporal.PlainDate.compare(from, to) >= 0) refuse('/from', 'from must be before to');
  const first = startOf(from, interval);
  const buckets: AnalyticsBucket[] = [];
  let next = first;
  while (Temporal.PlainDate.compare(next, to) < 0) {
    if (buckets.length === mostBuckets) {
      refuse('/interval', `A range must hold at most ${mostBuckets} intervals; take a longer interval`);
    }
    const end = next.add(lengths[interval]);
    buckets.push({
      start: next.toString(),
      startsAt: midnight(next, timezone),
      endsAt: midnight(end, timezone),
    });
    next = end;
  }
  return { timezone, interval, from: first.toString(), to: next.toString(), buckets };
}

const lengths = { day: { days: 1 }, week: { days: 7 }, month: { months: 1 } } as const;

/** Weeks begin on Monday, as ISO 8601 has it. */
function startOf(day: Temporal.PlainDate, interval: AnalyticsInterval): Temporal.PlainDate {
  if (interval === 'week') return day.subtract({ days: day.dayOfWeek - 1 });
  return interval === 'month' ? day.with({ day: 1 }) : day;
}

function midnight(day: Temporal.PlainDate, timezone: string): Instant {
  return day.toZonedDateTime(timezone).epochMilliseconds;
}

function dayOf(instant: Instant, timezone: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(localDay(instant, timezone).key);
}

/** A local day, or the one that an instant belongs to: the end of a range is not included, so it is rounded up. */
function readDay(text: string, pointer: string, timezone: string, round: 'up' | 'down'): Temporal.PlainDate {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readInstant(`${text}T00:00:00Z`) : readInstant(text);
  if ('fault' in instant) return refuse(pointer, `${pointer.slice(1)} ${instant.fault}`);
  if (text.length === 10) return Temporal.PlainDate.from(text);
  const day = dayOf(instant.instant, timezone);
  const whole = round === 'down' || midnight(day, timezone) === instant.instant;
  return whole ? day : day.add({ days: 1 });
}

function refuse(pointer: string, message: string): never {
  throw new Problem('invalid_request', message, {
    errors: [{ pointer, code: 'invalid_parameter', message }],
  });
}
