import type { ProgramActivities } from '../../activities';
import { eventually } from '../support/eventually';
import { minute } from '../support/programs';
import type { Child } from './child';
import { type RealStack, startRealStack } from './real-stack';
import { freePort, startTemporal } from './temporal-server';

/** Programs whose database is away, with how many more attempts will find it so. */
const away = new Map<string, number>();

/** Activities that do their work and then fail as if the worker had died, the first time each is asked by a program. */
function throwingAfterCommit(activities: ProgramActivities): ProgramActivities {
  const failed = new Set<string>();
  const once =
    <I extends { programId: string }, O>(name: string, activity: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      const attempts = away.get(input.programId) ?? 0;
      if (attempts > 0) {
        away.set(input.programId, attempts - 1);
        throw new Error('connection refused');
      }
      const result = await activity(input);
      const occasion = `${name} ${input.programId}`;
      if (failed.has(occasion)) return result;
      failed.add(occasion);
      throw new Error(`${name} was interrupted after its commit`);
    };
  return {
    ...activities,
    syncProgram: once('syncProgram', activities.syncProgram),
    applyCommand: once('applyCommand', activities.applyCommand),
    publishProgramEvents: once('publishProgramEvents', activities.publishProgramEvents),
  };
}

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

describe('activities that fail after their commit', () => {
  let server: Child;
  let stack: RealStack;
  beforeAll(async () => {
    const port = await freePort();
    server = await startTemporal(port);
    stack = await startRealStack(port, { sabotage: throwingAfterCommit });
  });
  afterAll(async () => {
    await stack?.close();
    await server?.stop();
  });

  test('leave one revision and one event for each thing that happened', async () => {
    const { plane } = stack;
    const program = await plane.create({ startsAt: Date.now() + 1_000, endsAt: Date.now() + 60 * minute });
    await stack.nudge(program);
    await eventually(async () => expect(await plane.kinds(program.id)).toEqual(['created', 'activated']));
    expect(await stack.send(program, 'pause')).toMatchObject({
      outcome: 'applied',
      program: { status: 'PAUSED', version: 3 },
    });
    expect(await stack.send(program, 'end')).toMatchObject({ outcome: 'applied' });

    const kinds = ['created', 'activated', 'paused', 'ended'];
    expect(await plane.kinds(program.id)).toEqual(kinds);
    await eventually(async () => {
      const events = await plane.events(program.id);
      expect(events.map(({ eventType }) => eventType)).toEqual(
        kinds.map((kind) => `loyalty.program.${kind}`),
      );
      expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    });
  });

  test('a database that is away for longer is waited for, and meanwhile no task is held', async () => {
    const { plane } = stack;
    const program = await plane.create({ startsAt: Date.now() + 500, endsAt: Date.now() + 60 * minute });
    away.set(program.id, 5);
    await stack.nudge(program);
    await eventually(async () => expect(await plane.kinds(program.id)).toEqual(['created', 'activated']));
    expect(away.get(program.id)).toBe(0);
    // The only timer that has fired by now is one between two attempts.
    const { events } = await stack.handle(program).fetchHistory();
    expect(events?.some((event) => event.timerFiredEventAttributes != null)).toBe(true);
    expect(await stack.send(program, 'pause')).toMatchObject({ outcome: 'applied' });
  });
});
