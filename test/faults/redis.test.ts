import { eventually } from '../support/eventually';
import { minute } from '../support/programs';
import type { Child } from './child';
import { type RealStack, startRealStack } from './real-stack';
import { createRedisServer, type RedisServer } from './redis-server';
import { freePort, startTemporal } from './temporal-server';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

describe('a Redis that comes and goes', () => {
  let server: Child;
  let redis: RedisServer;
  let stack: RealStack;
  beforeAll(async () => {
    const port = await freePort();
    [server, redis] = await Promise.all([startTemporal(port), freePort().then(createRedisServer)]);
    redis.start();
    stack = await startRealStack(port, { redisUrl: redis.url });
  });
  afterAll(async () => {
    await stack?.close();
    await redis?.remove();
    await server?.stop();
  });

  test('holds nothing up and loses no event: all are in the stream in order when it is back', async () => {
    const { plane } = stack;
    const program = await plane.create({ endsAt: Date.now() + 60 * minute });
    await stack.nudge(program);
    for (const round of [1, 2, 3]) {
      expect(await stack.send(program, 'pause')).toMatchObject({ outcome: 'applied' });
      await redis.stop(round === 2 ? 'SIGKILL' : 'SIGTERM');
      expect(await stack.send(program, 'resume')).toMatchObject({ outcome: 'applied' });
      await plane.edit(program, { endsAt: program.endsAt, name: `Round ${round}` }, Date.now());
      redis.start();
    }
    const log = await plane.log(program.id);
    expect(log).toHaveLength(11);
    await eventually(async () => {
      const sequences = (await plane.events(program.id)).map(({ sequence }) => sequence);
      // At least once: what is repeated is recognised by its number, and nothing overtakes.
      const first = sequences.filter((sequence, index) => sequences.indexOf(sequence) === index);
      expect(first).toEqual(log.map(({ number }) => number));
    });
  });
});
