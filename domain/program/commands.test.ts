import { day, noon, programOf } from '../../test/support/programs';
import { type CommandName, commandNames, commandState, type CommandState, decide } from './commands';
import { settle } from './due';
import type { Program } from './program';

const at = noon + 1_000;

const inState: Record<CommandState, Program> = {
  DRAFT: programOf({ isActive: false }),
  LIVE: programOf(),
  PAUSED: programOf({}, { lifecycle: 'PAUSED', pausedAt: noon }),
  ENDED: programOf({}, { lifecycle: 'ENDED', endedAt: noon }),
  DELETED: programOf({}, { deletedAt: noon }),
};

function send(name: CommandName, program: Program, instant = at) {
  return decide(program, { name, at: instant, actor: 'user:ann', commandId: 'c1' });
}

/** As the product's description has it: what each command leads to, by state; a number is the status of the answer. */
const table: Record<CommandName, Record<CommandState, CommandState | 'same' | 409 | 404>> = {
  activate: { DRAFT: 'LIVE', LIVE: 'same', PAUSED: 409, ENDED: 409, DELETED: 404 },
  pause: { DRAFT: 409, LIVE: 'PAUSED', PAUSED: 'same', ENDED: 409, DELETED: 404 },
  resume: { DRAFT: 409, LIVE: 'same', PAUSED: 'LIVE', ENDED: 409, DELETED: 404 },
  end: { DRAFT: 409, LIVE: 'ENDED', PAUSED: 'ENDED', ENDED: 'same', DELETED: 404 },
  delete: { DRAFT: 'DELETED', LIVE: 'DELETED', PAUSED: 'DELETED', ENDED: 'DELETED', DELETED: 'same' },
  restore: { DRAFT: 'same', LIVE: 'same', PAUSED: 'same', ENDED: 'same', DELETED: 'LIVE' },
};
const cells = commandNames.flatMap((name) =>
  (Object.keys(inState) as CommandState[]).map((state) => [name, state, table[name][state]] as const),
);

describe('the transition table', () => {
  test.each(cells)('%s on %s: %s', (name, state, expected) => {
    const decision = send(name, inState[state]);
    const outcomes = { same: 'noop', 409: 'invalid_transition', 404: 'not_found' } as const;
    const changes = typeof expected === 'string' && expected !== 'same';
    expect(decision.outcome).toBe(changes ? 'applied' : outcomes[expected]);
    expect(commandState(decision.change.program)).toBe(changes ? expected : state);
    expect(decision.change.revisions).toHaveLength(changes ? 1 : 0);
  });

  test('a refusal names what is possible instead', () => {
    expect(send('pause', inState.DRAFT)).toMatchObject({ allowed: ['activate', 'delete'] });
    expect(send('activate', inState.PAUSED)).toMatchObject({ allowed: ['resume', 'end', 'delete'] });
    expect(send('resume', inState.ENDED)).toMatchObject({ allowed: ['delete'] });
  });
});

describe('what a command records', () => {
  test('who, when, which command and the status before', () => {
    const { change } = send('pause', inState.LIVE);
    expect(change.revisions).toMatchObject([
      {
        number: 3,
        kind: 'paused',
        actor: 'user:ann',
        occurredAt: at,
        previousStatus: 'ACTIVE',
        commandId: 'c1',
      },
    ]);
    expect(change.program).toMatchObject({ lifecycle: 'PAUSED', pausedAt: at, version: 3, updatedAt: at });
  });

  test('activating a draft without a start starts it now', () => {
    const { change } = send('activate', inState.DRAFT);
    expect(change.program).toMatchObject({ startsAt: at, activatedAt: at });
    expect(change.revisions.map(({ kind }) => kind)).toEqual(['activated']);
  });

  test('activating a draft with a planned start schedules it', () => {
    const { change } = send('activate', programOf({ isActive: false, startsAt: noon + day }));
    expect(change.program).toMatchObject({ lifecycle: 'LIVE', startsAt: noon + day, activatedAt: null });
    expect(change.revisions.map(({ kind }) => kind)).toEqual(['scheduled']);
  });

  test('activating a draft whose start has passed keeps that start', () => {
    const { change } = send('activate', programOf({ isActive: false, startsAt: noon }));
    expect(change.program).toMatchObject({ startsAt: noon, activatedAt: at });
  });

  test('a draft whose end has come cannot be activated', () => {
    const draft = programOf({ isActive: false, endsAt: at });
    expect(send('activate', draft)).toMatchObject({ outcome: 'ends_in_the_past', change: { revisions: [] } });
    expect(send('activate', draft, at - 1).outcome).toBe('applied');
  });

  test('what was due before the command is recorded before it', () => {
    const { change } = send('pause', programOf({ startsAt: noon + 10 }));
    expect(change.revisions.map(({ kind, occurredAt }) => [kind, occurredAt])).toEqual([
      ['activated', noon + 10],
      ['paused', at],
    ]);
  });

  test('resuming after the start has passed activates as part of resuming', () => {
    const paused = send('pause', programOf({ startsAt: noon + day })).change.program;
    const { change } = send('resume', paused, noon + 2 * day);
    expect(change.revisions.map(({ kind }) => kind)).toEqual(['resumed']);
    expect(change.program).toMatchObject({ activatedAt: noon + 2 * day, pausedAt: null });
    expect(settle(change.program, noon + 3 * day).revisions).toEqual([]);
  });

  test('resuming before the start leaves the start to come', () => {
    const paused = send('pause', programOf({ startsAt: noon + day })).change.program;
    const { change } = send('resume', paused);
    expect(settle(change.program, noon + day).revisions.map(({ kind }) => kind)).toEqual(['activated']);
  });

  test('the log never runs backwards, even when a clock does', () => {
    const { change } = send('pause', inState.LIVE, noon - day);
    expect(change.revisions[0]?.occurredAt).toBe(noon);
  });
});

describe('restoring', () => {
  const ninetyDays = 90 * day;
  const deleted = send('delete', programOf({ endsAt: noon + day })).change.program;

  test('works until the 90th day has passed, not after', () => {
    expect(send('restore', deleted, at + ninetyDays - 1).outcome).toBe('applied');
    expect(send('restore', deleted, at + ninetyDays).outcome).toBe('not_found');
    const purged = settle(deleted, at + ninetyDays).program;
    expect(send('restore', purged, at + 1).outcome).toBe('not_found');
  });

  test('brings back what was before', () => {
    const { change } = send('restore', deleted, at + 5);
    expect(change.program).toMatchObject({ deletedAt: null, lifecycle: 'LIVE' });
  });

  test('ends a program whose end passed while it was deleted', () => {
    const { change } = send('restore', deleted, noon + 2 * day);
    expect(change.revisions.map(({ kind }) => kind)).toEqual(['restored', 'ended']);
    expect(change.program.lifecycle).toBe('ENDED');
  });
});
