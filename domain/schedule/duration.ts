/** How long a window is open. Months and years are refused: they have no fixed length, and windows must not overlap. */
import { dayMs, hourMs, minuteMs } from './civil';
import type { Finding } from './finding';

export interface Duration {
  /** Calendar days, whatever their length. */
  readonly days: number;
  /** Elapsed time after the days, in milliseconds. */
  readonly ms: number;
}

const mostDays = 366;

const pattern = /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?)?$/;
const example = 'Duration must be an ISO 8601 duration such as PT2H or P1D';

/** The length in milliseconds, were all days of 24 hours. */
export function nominalMs({ days, ms }: Duration): number {
  return days * dayMs + ms;
}

/** Reads `PT2H`, `P1D`, `P1DT12H30M`, `P2W`; a finding when it is none, not above zero, or above 366 days. */
export function readDuration(text: string): Duration | Finding {
  const found = pattern.exec(text);
  if (text.startsWith('-P')) return { code: 'not_positive', message: 'Duration must be longer than zero' };
  if (found === null || text === 'P') return { code: 'invalid_duration', message: whyNot(text) };
  const [weeks, days, hours, minutes] = [1, 2, 3, 4].map((index) => Number(found[index] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const duration = { days: weeks * 7 + days, ms: hours * hourMs + minutes * minuteMs };
  const length = nominalMs(duration);
  if (length === 0) return { code: 'not_positive', message: 'Duration must be longer than zero' };
  if (length <= mostDays * dayMs) return duration;
  return { code: 'out_of_range', message: `Duration must be at most ${mostDays} days` };
}

function whyNot(text: string): string {
  if (/^P\d+Y|^P[\d]*Y?\d+M/.test(text)) return `${example}; months and years differ in length, use days`;
  if (/[.,]|\dS$/.test(text)) return `${example}, in whole minutes`;
  return example;
}
