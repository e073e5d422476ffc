/** Puts local times into a zone. */
import { Temporal } from 'temporal-polyfill';
import { Memo } from '../memo';
import { dayMs } from './civil';

/** How far local time is ahead of UTC before and after the one change of the clock in a block; none is at Infinity. */
interface Block {
  readonly before: number;
  readonly change: number;
  readonly after: number;
}

/**
 * No zone changes its clock twice within four weeks (Morocco's summer time rests for five), so a block of that length is
 * known from the offsets at its ends. Two years then cost 26 questions to the zone, and not one for each window.
 */
const blockMs = 28 * dayMs;

const zones = new Memo<string, Memo<number, Block>>(1_000);

/** The offset of local time from UTC at an instant, in milliseconds. RangeError for an unknown zone. */
export function offsetAt(instant: number, zone: string): number {
  const { before, change, after } = blockAt(instant, zone);
  return instant < change ? before : after;
}

/**
 * The instant of a local time: the first of two where the clock repeats it; where it skips it, as long after the
 * change as it stands after the last time before it (02:30 becomes 03:30). RangeError for an unknown zone.
 */
export function instantOf(local: number, zone: string): number {
  const before = offsetAt(local - dayMs, zone);
  const after = offsetAt(local + dayMs, zone);
  if (before === after) return local - before;
  const [early, late] = [local - before, local - after];
  if (offsetAt(early, zone) === before) return early;
  return offsetAt(late, zone) === after ? late : early;
}

function blockAt(instant: number, zone: string): Block {
  const number = Math.floor(instant / blockMs);
  const blocks = zones.get(zone, () => new Memo<number, Block>(2_000));
  return blocks.get(number, () => blockNumbered(number, zone));
}

function blockNumbered(number: number, zone: string): Block {
  const start = zoned(number * blockMs, zone);
  const before = offsetOf(start);
  const after = offsetOf(zoned((number + 1) * blockMs - 1, zone));
  if (before === after) return { before, change: Number.POSITIVE_INFINITY, after };
  const change = start.getTimeZoneTransition('next');
  if (change === null) throw new RangeError(`${zone} changes its clock at an unknown instant`);
  return { before, change: change.epochMilliseconds, after };
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function offsetOf(time: Temporal.ZonedDateTime): number {
  return time.offsetNanoseconds / 1_000_000;
}
