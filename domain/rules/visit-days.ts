/**
 * The days on which a customer came, and which of them were used up by a reward. A reward takes the earliest days that
 * fit together, so that later ones stay free for the next.
 */

/** One local day with purchases. */
export interface VisitDay {
  /** Purchases of the day that are not refunded. */
  readonly purchases: number;
  /** Id of the reward that used the day up. */
  readonly reward?: string;
}

/** By day number (see `calendar.ts`). */
export type VisitDays = Readonly<Record<string, VisitDay>>;

export interface VisitTerms {
  readonly visitsRequired: number;
  readonly withinDays: number;
  readonly consecutiveRequired?: boolean;
}

/** Days that lie further back than this before the latest one are forgotten; their refunds change nothing. */
const remembered = 1_100;

/** The days without a reward, in order. */
export function freeDays(days: VisitDays): number[] {
  const free = Object.entries(days).filter(([, day]) => day.reward === undefined);
  return free.map(([number]) => Number(number)).toSorted((a, b) => a - b);
}

/** The earliest free days that earn a reward together; null when none do. */
export function earningDays(days: VisitDays, terms: VisitTerms): readonly number[] | null {
  const free = freeDays(days);
  for (let first = 0; first + terms.visitsRequired <= free.length; first += 1) {
    const candidate = free.slice(first, first + terms.visitsRequired);
    if (fitTogether(candidate, terms)) return candidate;
  }
  return null;
}

/** Whether days in ascending order lie within one window, or in a row where that is asked for. */
function fitTogether(ordered: readonly number[], terms: VisitTerms): boolean {
  const span = (ordered.at(-1) ?? 0) - (ordered[0] ?? 0) + 1;
  return terms.consecutiveRequired === true ? span === ordered.length : span <= terms.withinDays;
}

/** The days that a reward used up, in order. */
export function daysOf(days: VisitDays, reward: string): number[] {
  const used = Object.entries(days).filter(([, day]) => day.reward === reward);
  return used.map(([number]) => Number(number)).toSorted((a, b) => a - b);
}

/** The earliest free day that can stand in for one that a reward has lost; null when none can. */
export function substituteFor(days: VisitDays, reward: string, terms: VisitTerms): number | null {
  const others = daysOf(days, reward);
  const fits = (day: number): boolean =>
    fitTogether(
      [...others, day].toSorted((a, b) => a - b),
      terms,
    );
  return freeDays(days).find(fits) ?? null;
}

/** The days with some of them used up by a reward, or, without one, free again. */
export function mark(days: VisitDays, numbers: readonly number[], reward?: string): VisitDays {
  const marked = { ...days };
  for (const number of numbers) {
    const purchases = days[number]?.purchases ?? 0;
    marked[number] = reward === undefined ? { purchases } : { purchases, reward };
  }
  return marked;
}

/** The days without one of them. */
export function without(days: VisitDays, number: number): VisitDays {
  return Object.fromEntries(Object.entries(days).filter(([key]) => key !== String(number)));
}

/** The days without those that lie too far back to matter. */
export function recent(days: VisitDays): VisitDays {
  const latest = Math.max(...Object.keys(days).map(Number));
  const kept = Object.entries(days).filter(([number]) => latest - Number(number) < remembered);
  return kept.length === Object.keys(days).length ? days : Object.fromEntries(kept);
}

/** How many free visits count toward the next reward on day `today`. */
export function countingVisits(days: VisitDays, terms: VisitTerms, today: number): number {
  const free = new Set(freeDays(days).filter((day) => day <= today));
  if (terms.consecutiveRequired !== true)
    return [...free].filter((day) => day > today - terms.withinDays).length;
  const last = free.has(today) ? today : today - 1;
  let streak = 0;
  while (free.has(last - streak)) streak += 1;
  return streak;
}
