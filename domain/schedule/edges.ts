/** What an expanded schedule says of an instant, and when that changes. It may run in a workflow. */
import { covers } from './intervals';
import type { Interval } from './schedule';

/** A schedule in epoch milliseconds, exact for every instant from its `from` up to, and without, `completeUntil`. */
export interface Expansion {
  /** Sorted and disjoint; null when there is no recurrence, so always open. */
  readonly windows: readonly Interval[] | null;
  /** Sorted and disjoint. */
  readonly blackouts: readonly Interval[];
  /** From here on nothing is known. */
  readonly completeUntil: number;
}

/** In the order in which they are told of when they fall together: what ends comes before what begins. */
export const edgeKinds = ['window_closed', 'blackout_ended', 'window_opened', 'blackout_started'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

export interface Edge {
  /** Epoch milliseconds; what it begins holds at this instant, what it ends does not. */
  readonly at: number;
  readonly kind: EdgeKind;
}

/** Whether the program is open at an instant: in a window (null: always) and in no blackout. */
export function isOpenAt(
  windows: readonly Interval[] | null,
  blackouts: readonly Interval[],
  instant: number,
): boolean {
  return (windows === null || covers(windows, instant)) && !covers(blackouts, instant);
}

/**
 * Every edge after `after` and before `completeUntil`, in order; at one instant what ends comes before what begins.
 * An empty list says that nothing changes before `completeUntil`.
 */
export function nextEdges({ windows, blackouts, completeUntil }: Expansion, after: number): readonly Edge[] {
  const edges = [
    ...(windows ?? []).map(([, at]): Edge => ({ at, kind: 'window_closed' })),
    ...blackouts.map(([, at]): Edge => ({ at, kind: 'blackout_ended' })),
    ...(windows ?? []).map(([at]): Edge => ({ at, kind: 'window_opened' })),
    ...blackouts.map(([at]): Edge => ({ at, kind: 'blackout_started' })),
  ];
  return edges.filter(({ at }) => at > after && at < completeUntil).toSorted((a, b) => a.at - b.at);
}
