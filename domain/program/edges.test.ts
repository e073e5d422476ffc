import { createdProgram, day, hour, minute, noon, programOf, type Wish } from '../../test/support/programs';
import { nextAlarm } from './alarm';
import { decide } from './commands';
import { createProgram, editProgram } from './create';
import { settle } from './due';
import { lookAheadMs, mostMissedEdges, nextEdgeAt } from './edges';
import type { Program } from './program';
import type { Revision } from './revision';
import { notEarningReason, statusAt } from './status';
import { timeline } from './timeline';

// A Sunday noon in UTC is 13:00 in Berlin.
const daily = (start: string, duration: string) => ({
  recurrence: { rrule: 'FREQ=DAILY', start: `2026-11-20T${start}`, duration },
});
const lunch = daily('12:00', 'PT2H');
const evenings = daily('18:00', 'PT4H');
const over = (rrule: string) =>
  programOf({ schedule: { recurrence: { rrule, start: '2026-11-01T12:00', duration: 'PT2H' } } });
const told = (revisions: readonly Revision[]) =>
  revisions.map(({ kind, occurredAt }) => [kind, (occurredAt - noon) / hour]);
const born = (wish: Wish) => told(createdProgram(wish).revisions);
const by = { actor: 'user:ann', commandId: null } as const;
const send = (program: Program, name: 'pause' | 'resume' | 'delete' | 'restore', at: number) =>
  decide(program, { name, actor: 'user:ann', commandId: 'c', at }).change;

describe('starting', () => {
  test('a start that has come activates a program, also between its windows', () => {
    const { program, revisions } = createdProgram({ schedule: evenings });
    expect(told(revisions)).toEqual([
      ['created', 0],
      ['activated', 0],
    ]);
    expect([statusAt(program, noon), notEarningReason(program, noon)]).toEqual([
      'SCHEDULED',
      'between_windows',
    ]);
    expect(nextAlarm(program)).toBe(noon + 5 * hour);
  });

  test('a window that opens at the start is the start', () => {
    const { program } = createdProgram({ schedule: evenings, startsAt: noon + 5 * hour });
    expect(told(settle(program, noon + 9 * hour).revisions)).toEqual([
      ['activated', 5],
      ['window_closed', 9],
    ]);
    expect(born({ schedule: evenings, startsAt: noon + 5 * hour })).toEqual([['created', 0]]);
  });

  test('a draft knows no windows', () => {
    const draft = programOf({ isActive: false, schedule: lunch });
    expect(settle(draft, noon + 10 * day).revisions).toEqual([]);
    const { change } = decide(draft, { name: 'activate', actor: 'user:ann', commandId: 'c', at: noon });
    expect(told(settle(change.program, noon + hour).revisions)).toEqual([['window_closed', 1]]);
  });
});

describe('ending', () => {
  test('what ends when its window closes has ended', () => {
    const { program } = createdProgram({ schedule: lunch, endsAt: noon + hour });
    expect(told(settle(program, noon + day).revisions)).toEqual([['ended', 1]]);
  });

  test('it ends between its windows, from SCHEDULED', () => {
    const { program } = createdProgram({ schedule: lunch, endsAt: noon + 2 * hour });
    const { revisions } = settle(program, noon + day);
    expect(told(revisions)).toEqual([
      ['window_closed', 1],
      ['ended', 2],
    ]);
    expect(revisions.map(({ previousStatus }) => previousStatus)).toEqual(['ACTIVE', 'SCHEDULED']);
  });
});

describe('blackouts', () => {
  const blackouts = [{ from: '2026-11-22T13:30', to: '2026-11-22T14:30' }];

  test('close a program that stays active', () => {
    const program = programOf({ schedule: { blackouts } });
    const at = (minutes: number) => [
      statusAt(program, noon + minutes * minute),
      notEarningReason(program, noon + minutes * minute),
    ];
    expect([29, 30, 89, 90].map(at)).toEqual([
      ['ACTIVE', null],
      ['ACTIVE', 'blackout'],
      ['ACTIVE', 'blackout'],
      ['ACTIVE', null],
    ]);
  });

  test('may be paused in; what passes meanwhile is not told, what comes is', () => {
    const { program } = createdProgram({ schedule: { ...evenings, blackouts } });
    const paused = send(program, 'pause', noon + hour);
    expect(told(paused.revisions)).toEqual([
      ['blackout_started', 0.5],
      ['paused', 1],
    ]);
    expect(nextAlarm(paused.program)).toBeNull();
    const resumed = send(paused.program, 'resume', noon + 6 * hour);
    expect(told(resumed.revisions)).toEqual([['resumed', 6]]);
    expect(told(settle(resumed.program, noon + day).revisions)).toEqual([['window_closed', 9]]);
  });
});

describe('editing', () => {
  const { program } = createdProgram({ schedule: lunch });
  const edit = (differing: Partial<Program>, at: number) =>
    editProgram(program, { ...program, ...differing }, { ...by, at });

  test('another schedule counts from the edit on, the same one goes on', () => {
    const other = edit({ schedule: evenings }, noon + 30 * minute);
    expect(told(other.revisions)).toEqual([['updated', 0.5]]);
    expect(told(settle(other.program, noon + 6 * hour).revisions)).toEqual([['window_opened', 5]]);
    const same = edit({ name: 'Lunch' }, noon + 2 * hour);
    expect(told(same.revisions)).toEqual([
      ['window_closed', 1],
      ['updated', 2],
    ]);
    expect(nextAlarm(same.program)).toBe(noon + 23 * hour);
  });

  test('another zone moves its windows', () => {
    const { program: moved } = edit({ timezone: 'America/New_York' }, noon);
    expect(statusAt(moved, noon)).toBe('SCHEDULED');
    expect(nextAlarm(moved)).toBe(noon + 5 * hour);
  });

  test('a start moved ahead is awaited, without edges before it', () => {
    const { program: moved } = edit({ startsAt: noon + 3 * day }, noon);
    expect(told(settle(moved, noon + 3 * day + hour).revisions)).toEqual([
      ['activated', 72],
      ['window_closed', 73],
    ]);
  });

  test('without a schedule there are no edges', () => {
    expect(nextAlarm(edit({ schedule: null }, noon).program)).toBeNull();
  });
});

describe('deleting', () => {
  test('a start that passes meanwhile is told when it is restored, and edges from then on', () => {
    const program = programOf({ schedule: lunch, startsAt: noon + day });
    const deleted = send(program, 'delete', noon + hour).program;
    const restored = send(deleted, 'restore', noon + 3 * day);
    expect(told(restored.revisions)).toEqual([
      ['restored', 72],
      ['activated', 72],
    ]);
    expect(nextAlarm(restored.program)).toBe(noon + 73 * hour);
  });
});

describe('far and dense', () => {
  test('a program does not sleep through a window that is decades away: it looks again and again', () => {
    const leap = { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', start: '2024-02-29T00:00' };
    let program = programOf({ schedule: { recurrence: { ...leap, duration: 'P1D' } } });
    const opens = Date.UTC(2044, 1, 28, 23);
    let [now, looks] = [noon, 0];
    for (; now < opens; looks += 1) {
      expect(settle(program, now).revisions).toEqual([]);
      now = nextAlarm(program, now) ?? Number.POSITIVE_INFINITY;
    }
    expect([now, looks]).toEqual([opens, 16]);
    program = settle(program, now).program;
    expect([statusAt(program, now), nextAlarm(program)]).toEqual(['ACTIVE', now + day]);
  });

  test('windows that touch for ever are one, and cost a look a year', () => {
    const program = programOf({ schedule: daily('00:00', 'P1D') });
    expect(nextAlarm(program)).toBe(noon + lookAheadMs);
    expect(statusAt(program, noon + 100 * 365 * day)).toBe('ACTIVE');
    expect(timeline(program, noon, noon + 100 * 365 * day)).toEqual({
      entries: [],
      until: noon + 3_660 * day,
    });
  });

  test('a rule that is over wakes nobody', () => {
    expect(nextAlarm(over('FREQ=DAILY;UNTIL=20261118'))).toBeNull();
    expect(nextAlarm(over('FREQ=DAILY;COUNT=21'))).toBeNull();
    expect(nextAlarm(over('FREQ=DAILY;COUNT=22'))).toBe(noon + hour);
  });

  // As dense as a schedule can be.
  const hours = Array.from({ length: 24 }, (_, index) => index).join();
  const rrule = `FREQ=DAILY;BYHOUR=${hours}`;
  const dense = { recurrence: { rrule, start: '2026-11-01T00:00', duration: 'PT30M' } };

  test('after a long interruption the latest edges are told, no more than a transaction can hold', () => {
    const { program } = createdProgram({ schedule: dense });
    const now = noon + 5 * 365 * day;
    const { program: settled, revisions } = settle(program, now);
    expect(revisions).toHaveLength(mostMissedEdges);
    expect(revisions.at(-1)?.occurredAt).toBe(now);
    expect(revisions[0]?.occurredAt).toBe(now - (mostMissedEdges - 1) * 30 * minute);
    expect(settle(settled, now).revisions).toEqual([]);
    expect(nextEdgeAt(settled, now, now + day)).toBe(now + 30 * minute);
  });

  test('those before an end are told before the end', () => {
    const change = createdProgram({ schedule: dense, endsAt: noon + 100 * day });
    const { revisions } = settle(change.program, noon + 500 * day);
    expect(revisions).toHaveLength(mostMissedEdges + 1);
    expect(told(revisions.slice(-2))).toEqual([
      ['window_closed', 2_399.5],
      ['ended', 2_400],
    ]);
  });

  test('a timeline has a thousand entries at most, and says how far it goes', () => {
    const { program } = createdProgram({ schedule: dense });
    const { entries, until } = timeline(program, noon, noon + 300 * day);
    expect([entries.length, (until + 1 - noon) / hour]).toEqual([1_000, 500.5]);
    expect(entries.slice(0, 3).map(({ at }) => (at - noon) / hour)).toEqual([0.5, 1, 1.5]);
    expect(timeline(program, noon, until).entries).toEqual(entries);
  });
});

test('a program that is created over and has a schedule has no edges', () => {
  const definition = { ...programOf({ schedule: lunch }), endsAt: noon - 1, startsAt: noon - day };
  const creation = { id: 'p', businessId: 'b', ...by, isActive: true, at: noon } as const;
  expect(told(createProgram(definition, creation).revisions)).toEqual([['created', 0]]);
});
