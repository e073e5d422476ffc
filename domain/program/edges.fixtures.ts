/** What a program's windows and blackouts do, told without any of the code under test. */
import { anyKind, type Kind, naiveBlackouts, naiveWindows, within } from '../schedule/naive.fixtures';
import type { Instant } from './program';

export { anyKind, type Kind };

/** Zones whose clocks change in spring and autumn, by half an hour, or never. */
export const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'] as const;

export interface NaiveEdge {
  readonly at: Instant;
  readonly kind: string;
}

/** A schedule as a list of windows and a list of blackouts. */
export class NaiveOpening {
  private readonly windows: readonly (readonly [number, number])[];
  private readonly blackouts: readonly (readonly [number, number])[];

  /** @param last the day before which the last window begins */
  constructor(kind: Kind, zone: string, last: string) {
    this.windows = naiveWindows(kind, zone, last);
    this.blackouts = naiveBlackouts(kind, zone);
  }

  inWindow(at: Instant): boolean {
    return within(this.windows, at);
  }

  inBlackout(at: Instant): boolean {
    return within(this.blackouts, at);
  }

  /** Edges after one instant and before another; at one instant what ends comes first. */
  edges(after: Instant, before: Instant): NaiveEdge[] {
    const found = [
      ...flips(this.windows, after, before, 'window_opened', 'window_closed'),
      ...flips(this.blackouts, after, before, 'blackout_started', 'blackout_ended'),
    ];
    const order = ['window_closed', 'blackout_ended', 'window_opened', 'blackout_started'];
    return found.toSorted((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind));
  }
}

function flips(
  intervals: readonly (readonly [number, number])[],
  after: Instant,
  before: Instant,
  begins: string,
  ends: string,
): NaiveEdge[] {
  const near = intervals.filter(([from, to]) => to >= after - 1 && from <= before);
  return [...new Set(near.flat())]
    .filter((at) => at > after && at < before && within(near, at) !== within(near, at - 1))
    .map((at) => ({ at, kind: within(near, at) ? begins : ends }));
}
