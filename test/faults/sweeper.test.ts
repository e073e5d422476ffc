import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../../domain/program/program';
import { stateQuery } from '../../workflows/program.messages';
import { eventually } from '../support/eventually';
import { minute } from '../support/programs';
import type { Child } from './child';
import { type RealStack, startRealStack } from './real-stack';
import { freePort, startTemporal } from './temporal-server';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

describe('the sweeper', () => {
  let server: Child;
  let stack: RealStack;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    server = await startTemporal(port);
    stack = await startRealStack(port);
  });
  afterAll(async () => {
    await stack?.close();
    await server?.stop();
  });

  const isAcknowledged = async (programId: string) => {
    const row = await stack.plane.row(programId);
    expect(row.alarm_acked).toEqual(row.alarm_at);
  };
  async function sleepingProgram() {
    const program = await stack.plane.create({ startsAt: Date.now() + 60 * minute });
    await stack.nudge(program);
    await eventually(() => isAcknowledged(program.id));
    // Answered only after the workflow has set its timer.
    await stack.handle(program).query(stateQuery);
    return program;
  }

  /** Waits until nothing has happened to a workflow for a while; how long its history is then. */
  async function untilQuiet(program: Program): Promise<number> {
    const { historyLength } = await stack.handle(program).describe();
    await sleep(1_500);
    const later = await stack.handle(program).describe();
    return later.historyLength === historyLength ? historyLength : untilQuiet(program);
  }

  test('starts the workflow of a program whose creator died before telling anybody', async () => {
    const program = await stack.plane.create({ startsAt: Date.now() + 2_500 });
    await eventually(async () =>
      expect(await stack.plane.kinds(program.id)).toEqual(['created', 'activated']),
    );
    expect(stack.mended).toContain(program.id);
  });

  test('wakes a workflow that was not told of an edit', async () => {
    const program = await sleepingProgram();
    await stack.plane.edit(program, { startsAt: Date.now() + 3_000 }, Date.now());
    await eventually(async () =>
      expect(await stack.plane.kinds(program.id)).toEqual(['created', 'updated', 'activated']),
    );
    expect(stack.mended).toContain(program.id);
  });

  test('an edit that moves no alarm wakes nobody, and is published all the same', async () => {
    const program = await sleepingProgram();
    const before = await untilQuiet(program);
    await stack.plane.edit(program, { startsAt: program.startsAt, name: 'Renamed' }, Date.now());
    await eventually(async () => {
      const events = await stack.plane.events(program.id);
      expect(events.map(({ sequence }) => sequence)).toEqual([1, 2]);
    });
    // Long enough for several sweeps to find it, if it were to be found.
    await sleep(2_000);
    const after = await stack.handle(program).describe();
    expect(after.historyLength).toBe(before);
  });

  test('starts a terminated workflow again when its alarm is overdue', async () => {
    const program = await stack.plane.create({ startsAt: Date.now() + 3_000 });
    await stack.nudge(program);
    await eventually(() => isAcknowledged(program.id));
    await stack.handle(program).terminate();
    await eventually(async () =>
      expect(await stack.plane.kinds(program.id)).toEqual(['created', 'activated']),
    );
    expect(stack.mended).toContain(program.id);
  });

  test('starts every workflow again when Temporal comes back empty', async () => {
    const programs = [await sleepingProgram(), await sleepingProgram()];
    await server.stop('SIGKILL');
    server = await startTemporal(port);
    for (const program of programs) {
      await eventually(async () =>
        expect(await stack.handle(program).query(stateQuery)).toMatchObject({ status: 'SCHEDULED' }),
      );
    }
    expect(await stack.send(programs[0] as (typeof programs)[number], 'pause')).toMatchObject({
      outcome: 'applied',
    });
  });
});
