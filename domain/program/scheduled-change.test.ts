import * as fc from 'fast-check';
import { createdProgram, day, hour, noon, programOf } from '../../test/support/programs';
import { nextAlarm } from './alarm';
import { type CommandName, decide } from './commands';
import { editProgram } from './create';
import { settle } from './due';
import type { Program, ProgramDefinition } from './program';
import type { Revision } from './revision';
import { cancelChange, definitionThen, scheduleChange, type ScheduledChange } from './scheduled-change';
import { statusAt } from './status';
import { timeline } from './timeline';

const ann = 'user:ann' as const;
const changeOf = (id: string, at: number, definition: Partial<ProgramDefinition>): ScheduledChange => ({
  id,
  at,
  actor: ann,
  definition,
  createdAt: noon,
});
const scheduled = (program: Program, ...changes: ScheduledChange[]): Program =>
  changes.reduce((one, change) => scheduleChange(one, change, { actor: ann, at: noon }).program, program);
const told = (revisions: readonly Revision[]) =>
  revisions.map(({ kind, occurredAt }) => [kind, (occurredAt - noon) / hour]);
const send = (program: Program, name: CommandName, at: number) =>
  decide(program, { name, actor: ann, commandId: 'c', at }).change;

const renamed = scheduled(programOf(), changeOf('a', noon + day, { name: 'Spring card' }));

test('scheduling and cancelling are revisions; the definition stays', () => {
  const { program, revisions } = scheduleChange(programOf(), changeOf('a', noon + day, { name: 'B' }), {
    actor: ann,
    at: noon,
  });
  expect(revisions).toMatchObject([{ kind: 'change_scheduled', actor: ann, number: 3 }]);
  expect([program.name, nextAlarm(program)]).toEqual(['Coffee card', noon + day]);
  const cancelled = cancelChange(program, 'a', { actor: 'user:bob', at: noon + hour });
  expect(cancelled?.revisions).toMatchObject([{ kind: 'change_cancelled', actor: 'user:bob' }]);
  expect(settle(cancelled?.program ?? program, noon + 2 * day).revisions).toEqual([]);
});

test('it comes into force at its instant, by whoever asked for it, and by nobody’s command', () => {
  expect(settle(renamed, noon + day - 1).revisions).toEqual([]);
  const { program, revisions } = settle(renamed, noon + 5 * day);
  expect(revisions).toMatchObject([
    { kind: 'updated', actor: ann, occurredAt: noon + day, commandId: null, previousStatus: 'ACTIVE' },
  ]);
  expect([program.name, program.scheduledChanges]).toEqual(['Spring card', []]);
});

test('what has come into force cannot be cancelled, nor what never was', () => {
  expect(cancelChange(renamed, 'a', { actor: ann, at: noon + day })).toBeNull();
  expect(cancelChange(renamed, 'b', { actor: ann, at: noon })).toBeNull();
});

test('changes come one after the other, those of one instant in the order in which they were asked for', () => {
  const program = scheduled(
    programOf(),
    changeOf('late', noon + 2 * day, { name: 'Late' }),
    changeOf('first', noon + day, { name: 'First', priority: 7 }),
    changeOf('second', noon + day, { name: 'Second' }),
  );
  expect(program.scheduledChanges.map(({ id }) => id)).toEqual(['first', 'second', 'late']);
  expect(definitionThen(program, noon + day)).toMatchObject({ name: 'Second', priority: 7 });
  const { revisions } = settle(program, noon + 2 * day);
  expect(revisions.map((revision) => revision.program.name)).toEqual(['First', 'Second', 'Late']);
  expect(revisions.map((revision) => revision.program.priority)).toEqual([7, 7, 7]);
});

test('the timeline names them', () => {
  const both = scheduled(renamed, changeOf('b', noon + day, { endsAt: noon + 3 * day }));
  expect(timeline(both, noon, noon + 9 * day).entries).toEqual([
    { at: noon + day, kind: 'updated', scheduledChangeId: 'a' },
    { at: noon + day, kind: 'updated', scheduledChangeId: 'b' },
    { at: noon + 3 * day, kind: 'ended' },
  ]);
});

describe('lifecycle', () => {
  test('a paused program and a draft change too', () => {
    const paused = send(renamed, 'pause', noon + hour).program;
    expect(settle(paused, noon + day).program).toMatchObject({ name: 'Spring card', lifecycle: 'PAUSED' });
    const draft = scheduled(programOf({ isActive: false }), changeOf('a', noon + day, { name: 'B' }));
    expect(settle(draft, noon + day).program).toMatchObject({ name: 'B', lifecycle: 'DRAFT' });
  });

  test.each(['end', 'delete'] as const)('%s drops them', (name) => {
    const over = send(renamed, name, noon + hour).program;
    expect(over.scheduledChanges).toEqual([]);
    const restored = send(over, 'restore', noon + 2 * hour).program;
    expect(settle(restored, noon + 9 * day).program.name).toBe('Coffee card');
  });

  test('so does the end that comes by itself', () => {
    const program = { ...renamed, endsAt: noon + hour };
    expect(settle(program, noon + 9 * day).program).toMatchObject({
      lifecycle: 'ENDED',
      scheduledChanges: [],
    });
  });

  test('a change at the start comes before it, and may move it', () => {
    const program = scheduled(
      programOf({ startsAt: noon + day }),
      changeOf('a', noon + day, { startsAt: noon + 2 * day }),
    );
    expect(told(settle(program, noon + 3 * day).revisions)).toEqual([
      ['updated', 24],
      ['activated', 48],
    ]);
  });

  test('an end may be moved by a change that comes before it', () => {
    const { program } = createdProgram({ endsAt: noon + 2 * day });
    const longer = scheduled(program, changeOf('a', noon + day, { endsAt: noon + 4 * day }));
    expect(told(settle(longer, noon + 9 * day).revisions)).toEqual([
      ['updated', 24],
      ['ended', 96],
    ]);
  });

  test('a new schedule counts from its instant on', () => {
    const recurrence = { rrule: 'FREQ=DAILY', start: '2026-11-01T18:00', duration: 'PT1H' };
    const program = scheduled(programOf(), changeOf('a', noon + day, { schedule: { recurrence } }));
    expect(statusAt(program, noon + day - 1)).toBe('ACTIVE');
    const after = settle(program, noon + day + 6 * hour);
    expect(statusAt(after.program, noon + day)).toBe('SCHEDULED');
    expect(told(after.revisions)).toEqual([
      ['updated', 24],
      ['window_opened', 29],
      ['window_closed', 30],
    ]);
  });
});

test('however changes, edits and waiting are mixed, each change comes once, at its instant, and as foretold', () => {
  const anyChange = fc.record({
    in: fc.integer({ min: 1, max: 20 }),
    priority: fc.integer({ min: 0, max: 99 }),
  });
  const anyStep = fc.oneof(
    anyChange.map((schedule) => ({ schedule })),
    fc.record({ cancel: fc.nat(5) }),
    fc.record({ wait: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ edit: fc.integer({ min: 100, max: 199 }) }),
  );
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      let program = programOf();
      let now = noon;
      let next = 0;
      let pending: { id: string; at: number; priority: number }[] = [];
      let priority = 0;
      const cancelled: [boolean, boolean][] = [];
      const pass = (): void => {
        const due = pending.filter(({ at }) => at <= now);
        pending = pending.filter(({ at }) => at > now);
        priority = due.at(-1)?.priority ?? priority;
      };
      for (const step of steps) {
        if ('wait' in step) now += step.wait * hour;
        pass();
        const by = { actor: ann, at: now };
        if ('schedule' in step) {
          next += 1;
          const one = { id: `${next}`, at: now + step.schedule.in * hour, priority: step.schedule.priority };
          pending = [...pending, one].toSorted((a, b) => a.at - b.at);
          program = scheduleChange(program, changeOf(one.id, one.at, { priority: one.priority }), by).program;
        } else if ('cancel' in step) {
          const id = `${next - step.cancel}`;
          const change = cancelChange(program, id, by);
          cancelled.push([change !== null, pending.some((one) => one.id === id)]);
          pending = pending.filter((one) => one.id !== id);
          program = change?.program ?? program;
        } else if ('edit' in step) {
          priority = step.edit;
          program = editProgram(program, { ...program, priority }, { ...by, commandId: null }).program;
        } else program = settle(program, now).program;
        expect(settle(program, now).program.priority).toBe(priority);
        expect(timeline(program, now, now + 40 * hour).entries).toEqual(
          pending.map(({ id, at }) => ({ at, kind: 'updated', scheduledChangeId: id })),
        );
        expect(nextAlarm(settle(program, now).program)).toBe(pending[0]?.at ?? null);
      }
      expect(cancelled.filter(([was, expected]) => was !== expected)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
