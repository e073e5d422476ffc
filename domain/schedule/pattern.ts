/** A recurrence and blackouts that have been read. */
import { dayMs } from './civil';
import { type Duration, readDuration } from './duration';
import { type Finding, isFinding } from './finding';
import { readDate, readDateTime, years } from './local-text';
import type { Pattern } from './occurrences';
import { readRule } from './rule-text';
import type { Blackout, Recurrence } from './schedule';

export interface Windows extends Pattern {
  readonly duration: Duration;
}

/** The findings about each field of a recurrence. */
export type RecurrenceFindings = readonly (readonly [field: keyof Recurrence, finding: Finding])[];

/** Local times, half-open. */
export type LocalInterval = readonly [from: number, to: number];

/** Reads a recurrence, or says all that is wrong with the text of its fields; one that is not text is passed over. */
export function readRecurrence(
  fields: Readonly<Record<keyof Recurrence, unknown>>,
): Windows | RecurrenceFindings {
  const rule = typeof fields.rrule === 'string' ? readRule(fields.rrule) : [];
  const start = typeof fields.start === 'string' ? readStart(fields.start) : null;
  const duration = typeof fields.duration === 'string' ? readDuration(fields.duration) : null;
  if ('frequency' in rule && typeof start === 'number' && duration !== null && !isFinding(duration)) {
    return { rule, start, duration };
  }
  return [
    ...('frequency' in rule ? [] : rule.map((finding) => ['rrule', finding] as const)),
    ...(typeof start === 'object' && start !== null ? [['start', start] as const] : []),
    ...(duration !== null && isFinding(duration) ? [['duration', duration] as const] : []),
  ];
}

/** Whether a recurrence could be read. */
export function isWindows(read: Windows | RecurrenceFindings): read is Windows {
  return 'rule' in read;
}

function readStart(text: string): number | Finding {
  const message = `Start must be a local date-time such as 2026-03-01T17:00, in the years ${years}`;
  return readDateTime(text) ?? { code: 'invalid_local_time', message };
}

/** The local times of a blackout, of whole days when both are dates; a finding when they make no sense. */
export function readBlackout({ from, to }: Blackout): LocalInterval | Finding {
  const dates = [readDate(from), readDate(to)] as const;
  const times = [readDateTime(from), readDateTime(to)] as const;
  const [start, end] = [dates[0] ?? times[0], dates[1] ?? times[1]];
  if (start === null || end === null) return { code: 'invalid_local_time', message: notATime };
  if ((dates[0] === null) !== (dates[1] === null)) return { code: 'mixed_blackout', message: mixed };
  if (dates[0] !== null && dates[1] !== null) {
    return dates[1] < dates[0]
      ? { code: 'ends_before_start', message: 'The last day of a blackout must not be before its first' }
      : [dates[0] * dayMs, (dates[1] + 1) * dayMs];
  }
  return end > start
    ? [start, end]
    : { code: 'ends_before_start', message: 'A blackout must end after it begins' };
}

const notATime = `A blackout must be from and to a date such as 2026-12-24 or a local date-time such as 2026-12-24T18:00, in the years ${years}`;
const mixed =
  'Both ends of a blackout must be dates (whole days, the last one included) or both date-times (closed until "to")';
