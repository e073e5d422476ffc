/** Three years of schedules, window for window, against an evaluation that shares no code. */
import * as fc from 'fast-check';
import { isOpenAt, nextEdges } from './edges';
import { expandSchedule } from './expand';
import { anyKind, naiveBlackouts, naiveWindows, scheduleOf, within } from './naive.fixtures';

type Intervals = readonly (readonly [number, number])[];

const from = Date.UTC(2026, 0, 20, 5, 30);
const until = Date.UTC(2029, 0, 20, 5, 30);
const last = '2029-01-25';

/** The instants after `from` and before `until` at which being in one of the intervals begins or ends. */
function flips(intervals: Intervals): readonly (readonly [number, boolean])[] {
  const candidates = [...new Set(intervals.flat())].filter((at) => at > from && at < until);
  return candidates
    .toSorted((a, b) => a - b)
    .map((at) => [at, within(intervals, at)] as const)
    .filter(([at, inside]) => inside !== within(intervals, at - 1));
}

describe.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'])('%s', (zone) => {
  test('every edge is there, and every instant is open or closed as it should be', () => {
    fc.assert(
      fc.property(
        anyKind,
        fc.array(fc.integer({ min: from, max: until - 1 }), { minLength: 5, maxLength: 20 }),
        (kind, anyInstants) => {
          const [windows, blackouts] = [naiveWindows(kind, zone, last), naiveBlackouts(kind, zone)];
          const expanded = expandSchedule(scheduleOf(kind), zone, from, until, { windows: 5_000 });
          expect(expanded.completeUntil).toBe(until);

          const edges = nextEdges(expanded, from);
          const only = (...kinds: readonly string[]): readonly (readonly [number, boolean])[] =>
            edges
              .filter(({ kind: edge }) => kinds.includes(edge))
              .map((edge) => [edge.at, edge.kind === kinds[0]]);
          expect(only('window_opened', 'window_closed')).toEqual(flips(windows));
          expect(only('blackout_started', 'blackout_ended')).toEqual(flips(blackouts));

          const instants = [from, until - 1, ...anyInstants, ...edges.flatMap(({ at }) => [at - 1, at])];
          const wrong = instants.filter(
            (at) =>
              isOpenAt(expanded.windows, expanded.blackouts, at) !==
              (within(windows, at) && !within(blackouts, at)),
          );
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test('looking at a part of the time shows that part of the whole', () => {
  fc.assert(
    fc.property(
      anyKind,
      fc.integer({ min: from, max: until }),
      fc.nat(90 * 86_400_000),
      (kind, at, length) => {
        const schedule = scheduleOf(kind);
        const whole = expandSchedule(schedule, 'Europe/Berlin', from, until, { windows: 5_000 });
        const end = Math.min(at + length, until);
        const part = expandSchedule(schedule, 'Europe/Berlin', at, end, { windows: 5_000 });
        const expected = nextEdges(whole, at).filter((edge) => edge.at < end);
        expect(nextEdges(part, at)).toEqual(expected);
        expect(
          part.windows?.every(
            ([start, stop], index, all) => start < stop && start > (all[index - 1]?.[1] ?? at - 1),
          ),
        ).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
