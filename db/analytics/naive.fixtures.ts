/** Analytics the slow way: from a plain list of what was posted, with the calendar of Intl. For tests. */
import type { AnalyticsInterval } from './read-analytics';

export interface PostedEntry {
  readonly customerId: string;
  readonly occurredAt: number;
  readonly locationId: string | null;
  readonly kind: string;
  readonly ofReward: boolean;
  readonly quantity: number;
}

export interface Posted {
  readonly entries: readonly PostedEntry[];
  readonly enrolledAt: readonly number[];
}

export interface NaiveRange {
  readonly timezone: string;
  readonly interval: AnalyticsInterval;
  readonly from: string;
  readonly to: string;
}

/** The local date of an instant. */
export function dateOf(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant);
}

/** The first day of the bucket in which a day lies. */
export function bucketOf(date: string, interval: AnalyticsInterval): string {
  if (interval === 'month') return `${date.slice(0, 8)}01`;
  if (interval === 'day') return date;
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
  return noon.toISOString().slice(0, 10);
}

/** Everything that analytics say, in a form that is easy to compare: sorted lines of text. */
export function naiveAnalytics({ entries, enrolledAt }: Posted, range: NaiveRange): string[] {
  const { timezone, interval, from, to } = range;
  const counts = new Map<string, { entries: number; quantity: number }>();
  const customers = new Map<string, Set<string>>();
  const add = (key: string, quantity: number): void => {
    const known = counts.get(key) ?? { entries: 0, quantity: 0 };
    counts.set(key, { entries: known.entries + 1, quantity: known.quantity + quantity });
  };
  const enrolments = enrolledAt.map((occurredAt) => ({
    customerId: '',
    occurredAt,
    locationId: null,
    kind: 'enrolled',
    ofReward: false,
    quantity: 0,
  }));
  for (const entry of [...entries, ...enrolments]) {
    const date = dateOf(entry.occurredAt, timezone);
    if (date < from || date >= to) continue;
    const bucket = bucketOf(date, interval);
    add(`bucket ${bucket} ${entry.kind} ${entry.ofReward}`, entry.quantity);
    add(`location ${entry.locationId} ${entry.kind} ${entry.ofReward}`, entry.quantity);
    if (entry.kind !== 'earned' && entry.kind !== 'redeemed') continue;
    for (const key of [`participants ${bucket}`, 'participants in all']) {
      customers.set(key, (customers.get(key) ?? new Set()).add(entry.customerId));
    }
  }
  const outstanding = entries.reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    `outstanding: ${outstanding}`,
    ...[...counts].map(([key, sum]) => `${key}: ${sum.entries}, ${sum.quantity}`),
    ...[...customers].map(([key, ids]) => `${key}: ${ids.size}`),
  ].toSorted();
}
