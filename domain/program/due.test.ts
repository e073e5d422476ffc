import { day, noon, programOf } from '../../test/support/programs';
import { isFinished, nextAlarm } from './alarm';
import { settle } from './due';
import type { Program } from './program';
import { restorableForMs } from './program';
import { timeline } from './timeline';

const scheduled = programOf({ startsAt: noon + 10, endsAt: noon + 20 });
const kindsOf = (program: Program, now: number) =>
  settle(program, now).revisions.map(({ kind, occurredAt }) => [kind, occurredAt - noon]);

describe('what the clock causes', () => {
  test('nothing before its instant, everything from it on, late or not', () => {
    expect(kindsOf(scheduled, noon + 9)).toEqual([]);
    expect(kindsOf(scheduled, noon + 10)).toEqual([['activated', 10]]);
    expect(kindsOf(scheduled, noon + 20)).toEqual([
      ['activated', 10],
      ['ended', 20],
    ]);
    expect(kindsOf(scheduled, noon + day)).toEqual([
      ['activated', 10],
      ['ended', 20],
    ]);
  });

  test('is recorded as the doing of the system, with the status before', () => {
    const { revisions } = settle(scheduled, noon + day);
    expect(revisions).toMatchObject([
      { actor: 'system', previousStatus: 'SCHEDULED', commandId: null, number: 2 },
      { actor: 'system', previousStatus: 'ACTIVE', commandId: null, number: 3 },
    ]);
  });

  test('a paused program ends too, and does not start', () => {
    const paused = { ...scheduled, lifecycle: 'PAUSED' as const, pausedAt: noon };
    expect(kindsOf(paused, noon + 15)).toEqual([]);
    expect(kindsOf(paused, noon + 20)).toEqual([['ended', 20]]);
    expect(settle(paused, noon + 20).revisions[0]?.previousStatus).toBe('PAUSED');
  });

  test('a draft neither starts nor ends', () => {
    const draft = programOf({ isActive: false, startsAt: noon + 10, endsAt: noon + 20 });
    expect(kindsOf(draft, noon + day)).toEqual([]);
    expect(nextAlarm(draft)).toBeNull();
  });

  test('a start moved into the future is awaited again', () => {
    const moved = { ...programOf(), startsAt: noon + 10 };
    expect(kindsOf(moved, noon + 10)).toEqual([['activated', 10]]);
  });

  test('a deleted program is purged after 90 days, and nothing else happens to it', () => {
    const deleted = { ...scheduled, deletedAt: noon };
    expect(nextAlarm(deleted)).toBe(noon + restorableForMs);
    expect(kindsOf(deleted, noon + restorableForMs - 1)).toEqual([]);
    const { program, revisions } = settle(deleted, noon + restorableForMs);
    expect(revisions).toMatchObject([{ kind: 'purged', previousStatus: 'ENDED' }]);
    expect(settle(program, noon + 10 * restorableForMs).revisions).toEqual([]);
  });

  test('settling twice changes nothing more', () => {
    const once = settle(scheduled, noon + 15).program;
    expect(settle(once, noon + 15)).toEqual({ program: once, revisions: [] });
  });
});

describe('the alarm', () => {
  test('is the start, then the end, then what customers are told and the end of their grace', () => {
    const alarms = [0, 10, 20].map((offset) => nextAlarm(settle(scheduled, noon + offset).program));
    expect(alarms).toEqual([noon + 10, noon + 20, noon + 20]);
    const told = { ...settle(scheduled, noon + 20).program, housekeeping: { endedFor: noon + 20 } };
    expect(nextAlarm(told)).toBe(noon + 20 + 90 * day);
  });

  test('is none for a program without an end', () => {
    expect(nextAlarm(programOf())).toBeNull();
  });
});

const closed = { endedFor: noon, closedFor: noon };
const purged = { deletedAt: noon, purgedAt: noon + restorableForMs };

describe('finished', () => {
  test.each([
    ['a draft', programOf({ isActive: false }), false],
    ['live', programOf(), false],
    ['ended', programOf({}, { lifecycle: 'ENDED', endedAt: noon }), false],
    ['ended and closed', programOf({}, { lifecycle: 'ENDED', endedAt: noon, housekeeping: closed }), true],
    ['ended and deleted', programOf({}, { lifecycle: 'ENDED', endedAt: noon, deletedAt: noon }), false],
    ['deleted', programOf({}, { deletedAt: noon }), false],
    ['purged', programOf({}, purged), false],
    ['purged and cleared', programOf({}, { ...purged, housekeeping: { clearedAt: noon } }), true],
  ])('%s', (_, program, finished) => {
    expect(isFinished(program)).toBe(finished);
  });
});

describe('the timeline', () => {
  test('tells everything that is to come within the horizon', () => {
    expect(timeline(scheduled, noon, noon + day).entries).toEqual([
      { at: noon + 10, kind: 'activated' },
      { at: noon + 20, kind: 'ended' },
    ]);
    expect(timeline(scheduled, noon, noon + 19).entries).toEqual([{ at: noon + 10, kind: 'activated' }]);
  });

  test('leaves out what has happened or is due already', () => {
    expect(timeline(scheduled, noon + 10, noon + day).entries).toEqual([{ at: noon + 20, kind: 'ended' }]);
  });
});
