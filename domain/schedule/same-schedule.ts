import type { Schedule } from './schedule';

/** A text that is the same for schedules that say the same, whatever the order of their keys. */
export function textOf(schedule: Schedule | null): string {
  if (schedule === null) return '';
  const { recurrence, blackouts = [] } = schedule;
  return JSON.stringify([
    recurrence === undefined ? null : [recurrence.rrule, recurrence.start, recurrence.duration],
    ...blackouts.map(({ from, to }) => [from, to]),
  ]);
}
