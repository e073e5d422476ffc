import { Temporal } from 'temporal-polyfill';
import { Memo } from './memo';

const dayMs = 86_400_000;

/** Per zone and UTC day: the offset that holds all day, or null when the clock changes in it. */
const steadyOffsets = new Memo<string, number | 'changes'>(20_000);

/**
 * The offset of local time from UTC at an instant, in milliseconds. Asking a time zone costs some 10 microseconds, so
 * the offset of a UTC day is remembered unless the clock changes within it. RangeError for an unknown zone.
 */
export function zoneOffset(instant: number, zone: string): number {
  const day = Math.floor(instant / dayMs);
  const steady = steadyOffsets.get(`${zone} ${day}`, () => steadyOffset(day, zone));
  return steady === 'changes' ? askOffset(instant, zone) : steady;
}

/** No zone changes its clock twice within a day, so equal offsets at both ends hold in between. */
function steadyOffset(day: number, zone: string): number | 'changes' {
  const first = askOffset(day * dayMs, zone);
  return first === askOffset((day + 1) * dayMs - 1, zone) ? first : 'changes';
}

function askOffset(instant: number, zone: string): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
  );
}
