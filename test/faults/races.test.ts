import { randomUUID } from 'node:crypto';
import { minute } from '../support/programs';
import type { Child } from './child';
import { type RealStack, startRealStack } from './real-stack';
import { freePort, startTemporal } from './temporal-server';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

describe('commands that race on one program', () => {
  let server: Child;
  let stack: RealStack;
  beforeAll(async () => {
    const port = await freePort();
    server = await startTemporal(port);
    stack = await startRealStack(port);
  });
  afterAll(async () => {
    await stack?.close();
    await server?.stop();
  });

  async function liveProgram() {
    const program = await stack.plane.create({ endsAt: Date.now() + 60 * minute });
    await stack.nudge(program);
    return program;
  }

  test('pause and end at once: whatever the order, the log is legal and both are answered', async () => {
    const program = await liveProgram();
    const [pause, end] = await Promise.all([stack.send(program, 'pause'), stack.send(program, 'end')]);
    expect(end.outcome).toBe('applied');
    const kinds = (await stack.plane.kinds(program.id)).slice(2);
    const expected =
      pause.outcome === 'applied'
        ? { kinds: ['paused', 'ended'], outcome: 'applied' }
        : { kinds: ['ended'], outcome: 'invalid_transition' };
    expect({ kinds, outcome: pause.outcome }).toEqual(expected);
  });

  test('the same pause from ten clients is applied once', async () => {
    const program = await liveProgram();
    const results = await Promise.all(Array.from({ length: 10 }, () => stack.send(program, 'pause')));
    const outcomes = results.map(({ outcome }) => outcome).toSorted();
    expect(outcomes).toEqual(['applied', ...Array<string>(9).fill('noop')]);
    expect(await stack.plane.kinds(program.id)).toEqual(['created', 'activated', 'paused']);
  });

  test('one command sent three times at once is one command', async () => {
    const program = await liveProgram();
    const commandId = randomUUID();
    const results = await Promise.all([1, 2, 3].map(() => stack.send(program, 'pause', commandId)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await stack.plane.kinds(program.id)).toEqual(['created', 'activated', 'paused']);
  });

  test('a command and an edit at once both count', async () => {
    const program = await liveProgram();
    await Promise.all([
      stack.send(program, 'pause'),
      stack.plane.edit(program, { name: 'Renamed', endsAt: program.endsAt }, Date.now()),
    ]);
    const row = await stack.plane.row(program.id);
    expect(row).toMatchObject({ name: 'Renamed', lifecycle: 'PAUSED', version: 4 });
  });
});
