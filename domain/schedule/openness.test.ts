import * as fc from 'fast-check';
import { anyKind, scheduleOf } from './naive.fixtures';
import { expandSchedule } from './expand';
import { nextEdges } from './edges';
import { covers } from './intervals';
import { Openness, opennessOf } from './openness';
import { textOf } from './same-schedule';
import { endOfSchedules } from './stretch';

const from = Date.UTC(2026, 0, 20, 5, 30);
const until = Date.UTC(2029, 0, 20, 5, 30);
const zone = 'Europe/Berlin';

test('stretch by stretch it is what one expansion of three years says, forwards and backwards', () => {
  fc.assert(
    fc.property(
      anyKind,
      fc.integer({ min: from, max: until }),
      fc.nat(900 * 86_400_000),
      (kind, after, span) => {
        const schedule = scheduleOf(kind);
        const openness = new Openness(schedule, zone);
        const whole = expandSchedule(schedule, zone, from - 1, until, { windows: 100_000 });
        const before = Math.min(after + span, until);
        const expected = nextEdges(whole, after).filter(({ at }) => at < before);
        expect([...openness.edges(after, before)]).toEqual(expected);
        expect([...openness.edgesBackwards(after, before)]).toEqual(expected.toReversed());
        for (const at of [
          after,
          before - 1,
          ...expected.slice(0, 20).flatMap((edge) => [edge.at - 1, edge.at]),
        ]) {
          if (at < from || at >= until) continue;
          expect(openness.inWindow(at)).toBe(whole.windows === null || covers(whole.windows, at));
          expect(openness.inBlackout(at)).toBe(covers(whole.blackouts, at));
        }
      },
    ),
    { numRuns: 60 },
  );
});

const always = { recurrence: { rrule: 'FREQ=DAILY', start: '2026-01-01T00:00', duration: 'P1D' } };

test('windows that touch are one, also from one stretch to the next', () => {
  const openness = new Openness(always, zone);
  expect([...openness.edges(from, endOfSchedules)]).toEqual([]);
  expect([...openness.edges(0, from)]).toEqual([{ at: Date.UTC(2025, 11, 31, 23), kind: 'window_opened' }]);
});

test('a blackout behind the last window is not forgotten', () => {
  const over = { rrule: 'FREQ=DAILY;UNTIL=20260131', start: '2026-01-01T00:00', duration: 'P1D' };
  const schedule = { recurrence: over, blackouts: [{ from: '2040-01-01', to: '2040-01-01' }] };
  const kinds = [...new Openness(schedule, zone).edges(from, endOfSchedules)].map(({ kind }) => kind);
  expect(kinds).toEqual(['window_closed', 'blackout_started', 'blackout_ended']);
});

test('what is not valid is refused', () => {
  const recurrence = { rrule: 'FREQ=SECONDLY', start: '2026-01-01T00:00', duration: 'PT1H' };
  expect(() => new Openness({ recurrence }, zone)).toThrow(RangeError);
  const blackouts = [{ from: 'today', to: 'tomorrow' }];
  expect(() => new Openness({ blackouts }, zone)).toThrow(RangeError);
});

test('a schedule that says the same is known, however it was read', () => {
  const again = JSON.parse(
    '{"recurrence":{"duration":"P1D","start":"2026-01-01T00:00","rrule":"FREQ=DAILY"}}',
  );
  expect(opennessOf(again, zone)).toBe(opennessOf(always, zone));
  expect(opennessOf(again, zone)).toBe(opennessOf(again, zone));
  expect(opennessOf(again, 'UTC')).not.toBe(opennessOf(again, zone));
  expect(textOf({ ...always, blackouts: [] })).toBe(textOf(always));
  expect(textOf(null)).not.toBe(textOf({}));
});
