/** Three years of programs with schedules, edge for edge, against an evaluation that shares no code. */
import * as fc from 'fast-check';
import { createdProgram, day } from '../../test/support/programs';
import { edgeKinds } from '../schedule/edges';
import { scheduleOf } from '../schedule/naive.fixtures';
import { decide } from './commands';
import { editProgram } from './create';
import { nextTransitionAt, settle } from './due';
import { anyKind, type Kind, NaiveOpening, type NaiveEdge, zones } from './edges.fixtures';
import type { Instant, Program } from './program';
import type { Change, Revision } from './revision';
import { notEarningReason, statusAt } from './status';
import { coming, timeline } from './timeline';

const from = Date.UTC(2026, 0, 20, 5, 30);
const until = Date.UTC(2029, 0, 20, 5, 30);
const last = '2029-01-25';

const edgesOf = (revisions: readonly Revision[]): NaiveEdge[] =>
  revisions
    .filter(({ kind }) => (edgeKinds as readonly string[]).includes(kind))
    .map((revision) => ({ at: revision.occurredAt, kind: revision.kind }));

/** Lets time pass in steps short enough that nothing is left out. */
function live(program: Program, to: Instant): Change {
  let change: Change = { program, revisions: [] };
  for (let now = from; now < to; now = Math.min(now + 10 * day, to)) {
    const next = settle(change.program, Math.min(now + 10 * day, to));
    change = { program: next.program, revisions: [...change.revisions, ...next.revisions] };
  }
  return change;
}

describe.each(zones)('%s', (timezone) => {
  const anyProgram = fc.record({
    kind: anyKind,
    startsIn: fc.constantFrom(null, -day, 0, 3 * day, 40 * day),
    lasts: fc.constantFrom(null, 1, 90 * day, 500 * day),
  });

  test('every edge between start and end is recorded once, in order, at its instant', () => {
    fc.assert(
      fc.property(anyProgram, ({ kind, startsIn, lasts }) => {
        const startsAt = startsIn === null ? null : from + startsIn;
        const endsAt = lasts === null ? null : (startsAt ?? from) + Math.max(lasts, 2 * day);
        const wish = { timezone, schedule: scheduleOf(kind), startsAt, endsAt, at: from };
        const { program } = createdProgram(wish);
        const { revisions } = live(program, until);
        const naive = new NaiveOpening(kind, timezone, last);
        const begins = Math.max(from, startsAt ?? from);
        expect(edgesOf(revisions)).toEqual(naive.edges(begins, Math.min(endsAt ?? until + 1, until + 1)));

        const happened = revisions.map((revision) => ({ at: revision.occurredAt, kind: revision.kind }));
        const foretold = timeline(program, from, until);
        expect(foretold.entries).toEqual(happened.filter(({ at }) => at <= foretold.until));
        expect(foretold.until === until || foretold.entries.length > 990).toBe(true);
        const numbers = revisions.map(({ number }) => number - program.version);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        const told = revisions.filter(({ kind: what }) => what !== 'activated');
        const before = told.map(({ occurredAt: at }) => (naive.inWindow(at - 1) ? 'ACTIVE' : 'SCHEDULED'));
        expect(told.map(({ previousStatus }) => previousStatus)).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });

  test('status and reason are those of the windows and blackouts at any instant', () => {
    const instants = fc.array(fc.integer({ min: from, max: until }), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(anyKind, instants, (kind, ats) => {
        const { program } = createdProgram({ timezone, schedule: scheduleOf(kind), at: from });
        const naive = new NaiveOpening(kind, timezone, last);
        const edges = naive.edges(from, from + 100 * day).flatMap(({ at }) => [at - 1, at]);
        for (const at of [...ats, ...edges]) {
          const open = naive.inWindow(at);
          expect(statusAt(program, at)).toBe(open ? 'ACTIVE' : 'SCHEDULED');
          const closed = naive.inBlackout(at) ? 'blackout' : null;
          expect(notEarningReason(program, at)).toBe(open ? closed : 'between_windows');
        }
      }),
      { numRuns: 8 },
    );
  });
});

type Step =
  | { readonly wait: number }
  | { readonly command: 'pause' | 'resume' | 'delete' | 'restore' }
  | { readonly schedule: Kind | null };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 * day }).map((wait) => ({ wait })) },
  fc.constantFrom('pause', 'resume', 'delete', 'restore').map((command) => ({ command })),
  fc.option(anyKind).map((schedule) => ({ schedule })),
);

test('while it is paused or deleted nothing is recorded, and a new schedule counts from its edit on', () => {
  const timezone = 'Europe/Berlin';
  fc.assert(
    fc.property(anyKind, fc.array(anyStep, { maxLength: 30 }), (first, steps) => {
      let { program } = createdProgram({ timezone, schedule: scheduleOf(first), at: from });
      let naive: NaiveOpening | null = new NaiveOpening(first, timezone, '2027-06-01');
      let now = from;
      let paused = false;
      let deletedAt = Number.POSITIVE_INFINITY;
      const recorded: Revision[] = [];
      const expected: NaiveEdge[] = [];
      const store = (change: Change): void => {
        recorded.push(...change.revisions);
        program = change.program;
      };
      for (const step of steps) {
        if ('wait' in step) {
          if (!paused && now < deletedAt) expected.push(...(naive?.edges(now, now + step.wait + 1) ?? []));
          now += step.wait;
          store(settle(program, now));
        } else if ('command' in step) {
          const { command: name } = step;
          store(
            decide(program, { name, actor: 'user:ann', commandId: `${recorded.length}`, at: now }).change,
          );
          if (name === 'delete') deletedAt = Math.min(deletedAt, now);
          else if (name === 'restore' && now < deletedAt + 90 * day) deletedAt = Number.POSITIVE_INFINITY;
          else if (now < deletedAt) paused = name === 'pause';
        } else if (now < deletedAt) {
          const schedule = step.schedule === null ? null : scheduleOf(step.schedule);
          store(
            editProgram(program, { ...program, schedule }, { actor: 'user:ann', commandId: null, at: now }),
          );
          naive = step.schedule === null ? null : new NaiveOpening(step.schedule, timezone, '2027-06-01');
        }
        const [next] = coming(program, now, now + 20 * day);
        expect(next?.at ?? null).toBe(soon(nextTransitionAt(program, now), now + 20 * day));
      }
      expect(edgesOf(recorded)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

function soon(at: Instant | null, limit: Instant): Instant | null {
  return at === null || at > limit ? null : at;
}
