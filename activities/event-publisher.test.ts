import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { connectRedis } from '../worker/redis';
import { type ControlPlane, createControlPlane } from '../test/support/control-plane';
import { eventually } from '../test/support/eventually';
import { minute } from '../test/support/programs';
import { createEventPublisher } from './event-publisher';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await createControlPlane();
  if (plane.redis.status !== 'ready') await once(plane.redis, 'ready');
});
afterAll(() => plane?.close());

const publisherOf = (settings: Partial<Parameters<typeof createEventPublisher>[0]> = {}) => {
  const { knex, redis } = plane;
  const logger = pino({ level: 'silent' });
  return createEventPublisher({ knex, redis, logger, streamLength: 1_000_000, ...settings });
};

/** A program with `edits` edits, none of it published. */
async function editedProgram(edits: number) {
  const program = await plane.create({ isActive: false, endsAt: Date.now() + 60 * minute });
  for (let n = 1; n <= edits; n += 1) await plane.edit(program, { name: `Edit ${n}` }, Date.now());
  return program;
}
const sequences = async (id: string) => (await plane.events(id)).map(({ sequence }) => sequence);
const oneTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test('several publishers at once publish everything once, in order per program', async () => {
  const programs = await Promise.all(oneTo(6).map(() => editedProgram(9)));
  const publishers = oneTo(4).map(() => publisherOf({ batchSize: 7 }));
  const drain = async (publisher: (typeof publishers)[number]) => {
    for (let idle = 0; idle < 5; ) idle = (await publisher.publishWaiting()) === 0 ? idle + 1 : 0;
  };
  await Promise.all(publishers.map(drain));
  for (const { id } of programs) expect(await sequences(id)).toEqual(oneTo(10));
});

test('one program is published without the others', async () => {
  const [mine, other] = [await editedProgram(2), await editedProgram(1)];
  expect(await publisherOf().publishProgram(mine.id)).toBe(3);
  expect(await publisherOf().publishProgram(mine.id)).toBe(0);
  expect(await sequences(mine.id)).toEqual([1, 2, 3]);
  expect(await sequences(other.id)).toEqual([]);
  await publisherOf().publishWaiting();
});

test('a crash between the stream and the mark repeats events under the same ids, and leaves no gap', async () => {
  const program = await editedProgram(2);
  // The mark is the only update of the log: forbidding it is dying just before it.
  await plane.knex.raw(
    `CREATE RULE no_mark AS ON UPDATE TO program_revisions DO INSTEAD SELECT 1 / (NEW.number - NEW.number)`,
  );
  await expect(publisherOf().publishProgram(program.id)).rejects.toThrow('division by zero');
  await plane.knex.raw('DROP RULE no_mark ON program_revisions');
  await publisherOf().publishProgram(program.id);
  expect(await sequences(program.id)).toEqual([1, 2, 3, 1, 2, 3]);
  const ids = (await plane.events(program.id)).map(({ eventId }) => eventId);
  expect(ids.slice(3)).toEqual(ids.slice(0, 3));
});

test('a revision that is not committed yet holds back what follows it', async () => {
  const program = await editedProgram(0);
  await plane.knex.transaction(async (trx) => {
    await trx('loyalty_programs').where({ id: program.id }).forUpdate();
    const edit = plane.edit(program, { name: 'Second' }, Date.now());
    await sleep(50);
    await publisherOf().publishWaiting();
    expect(await sequences(program.id)).toEqual([1]);
    void edit.catch(() => undefined);
  });
  await eventually(async () => {
    await publisherOf().publishWaiting();
    expect(await sequences(program.id)).toEqual([1, 2]);
  });
});

test('without Redis, events wait; the log says so once, and once when it is over', async () => {
  const program = await editedProgram(1);
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
  const nowhere = connectRedis('redis://127.0.0.1:1');
  const settings = { redis: nowhere, logger };
  const away = publisherOf(settings);
  for (let n = 0; n < 5; n += 1) {
    expect(await away.publishProgram(program.id)).toBe(0);
    expect(await away.publishWaiting()).toBe(0);
  }
  expect(lines).toEqual(['events wait: Redis does not take them']);
  nowhere.disconnect();
  expect(await publisherOf({ redis: null }).publishWaiting()).toBe(0);
  await publisherOf().publishWaiting();
  expect(await sequences(program.id)).toEqual([1, 2]);
});
