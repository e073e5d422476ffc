import { randomUUID } from 'node:crypto';
import { commandSignals, stateQuery, timelineQuery } from '../../workflows/program.messages';
import { eventually } from '../support/eventually';
import { day, hour, minute } from '../support/programs';
import { createTimeSkipping, type TimeSkipping } from './time-skipping';

/** A program's life under a clock that the tests move; run with and without a cache of workflows. */
export function describeLifecycle(maxCachedWorkflows: number): void {
  let env: TimeSkipping;
  beforeAll(async () => {
    env = await createTimeSkipping(maxCachedWorkflows);
  }, 180_000);
  afterAll(() => env?.close());
  // One clock for all: a workflow left behind by one test would be woken by the next one's leaps.
  afterEach(() => env?.endAll());

  async function started(wish: { startsIn?: number; endsIn?: number; isActive?: boolean }, input = {}) {
    const at = await env.now();
    const startsAt = wish.startsIn === undefined ? null : at + wish.startsIn;
    const endsAt = wish.endsIn === undefined ? null : at + wish.endsIn;
    const program = await env.plane.create({ at, startsAt, endsAt, isActive: wish.isActive ?? true });
    await env.nudge(program, input);
    return program;
  }
  const send = (program: Parameters<TimeSkipping['handle']>[0], name: Parameters<TimeSkipping['send']>[1]) =>
    env.send(program, name, randomUUID());

  test('starts and ends by itself, each at its instant, and publishes both', async () => {
    const program = await started({ startsIn: 2 * day, endsIn: 30 * day });
    await env.handle(program).result();
    const log = await env.plane.log(program.id);
    expect(log.map(({ kind, actor, occurred_at }) => [kind, actor, occurred_at])).toEqual([
      ['created', 'user:owner', program.createdAt],
      ['activated', 'system', program.startsAt],
      ['ended', 'system', program.endsAt],
    ]);
    const events = await env.plane.events(program.id);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  test('tells its state and what is to come', async () => {
    const program = await started({ startsIn: hour, endsIn: day });
    const handle = env.handle(program);
    await eventually(async () => expect(await handle.query(stateQuery)).toMatchObject({ version: 1 }));
    expect(await handle.query(stateQuery)).toEqual({
      programId: program.id,
      status: 'SCHEDULED',
      version: 1,
      alarmAt: program.startsAt,
      commandsSoFar: 0,
      lastCommand: null,
    });
    expect(await handle.query(timelineQuery)).toEqual([
      { at: program.startsAt, kind: 'activated' },
      { at: program.endsAt, kind: 'ended' },
    ]);
    await handle.result();
  });

  test('a paused program ends at its end', async () => {
    const program = await started({ startsIn: -minute, endsIn: 10 * day });
    expect(await send(program, 'pause')).toMatchObject({ outcome: 'applied', program: { status: 'PAUSED' } });
    await env.handle(program).result();
    const log = await env.plane.log(program.id);
    expect(log.map(({ kind }) => kind)).toEqual(['created', 'activated', 'paused', 'ended']);
    expect(log.at(-1)?.occurred_at).toBe(program.endsAt);
  });

  test('commands answer what they did, and a repeated one answers the same', async () => {
    const program = await started({ isActive: false });
    const commandId = randomUUID();
    const first = await env.send(program, 'activate', commandId);
    const again = await env.plane.activities.applyCommand({
      programId: program.id,
      businessId: program.businessId,
      at: Date.now(),
      name: 'activate',
      command: { commandId, actor: 'user:ann' },
    });
    expect(again.result).toEqual(first);
    expect(await send(program, 'activate')).toMatchObject({ outcome: 'noop' });
    expect(await send(program, 'restore')).toMatchObject({ outcome: 'noop' });
    expect(await send(program, 'end')).toMatchObject({ outcome: 'applied', program: { status: 'ENDED' } });
    await env.handle(program).result();
    expect(await env.plane.kinds(program.id)).toEqual(['created', 'activated', 'ended']);
  });

  test('what is not allowed is refused with what is', async () => {
    const program = await started({ isActive: false });
    const refusal = { outcome: 'invalid_transition', status: 'DRAFT', allowed: ['activate', 'delete'] };
    expect(await send(program, 'pause')).toEqual(refusal);
    expect(await env.handle(program).query(stateQuery)).toMatchObject({
      lastCommand: { name: 'pause', outcome: 'invalid_transition' },
    });
    expect(await env.plane.kinds(program.id)).toEqual(['created']);
  });

  test('an operator’s signals are the same commands, in the order in which they were sent', async () => {
    const program = await started({ startsIn: -minute });
    const handle = env.handle(program);
    for (const name of ['pause', 'resume', 'pause', 'restore', 'end'] as const) {
      await handle.signal(commandSignals[name]);
    }
    await handle.result();
    const log = await env.plane.log(program.id);
    expect(log.slice(2).map(({ kind, actor }) => [kind, actor])).toEqual([
      ['paused', 'operator'],
      ['resumed', 'operator'],
      ['paused', 'operator'],
      ['ended', 'operator'],
    ]);
  });

  test('dates edited while it sleeps are the ones that count', async () => {
    const program = await started({ startsIn: 10 * day, endsIn: 20 * day });
    await env.pass(day);
    const at = await env.now();
    const dates = { startsAt: at + 2 * day, endsAt: at + 3 * day };
    await env.nudge(await env.plane.edit(program, dates, at));
    await env.handle(program).result();
    const log = await env.plane.log(program.id);
    expect(log.map(({ kind, occurred_at }) => [kind, occurred_at]).slice(1)).toEqual([
      ['updated', at],
      ['activated', dates.startsAt],
      ['ended', dates.endsAt],
    ]);
  });

  test('an end that is taken away does not come', async () => {
    const program = await started({ startsIn: -minute, endsIn: day });
    const at = await env.now();
    await env.nudge(await env.plane.edit(program, { startsAt: program.startsAt }, at));
    await env.pass(5 * day);
    expect(await env.plane.kinds(program.id)).toEqual(['created', 'activated', 'updated']);
    await send(program, 'end');
    await env.handle(program).result();
  });

  test('a deleted program is purged after 90 days', async () => {
    const program = await started({ startsIn: -minute, endsIn: day });
    await send(program, 'delete');
    await env.pass(89 * day);
    expect(await env.plane.kinds(program.id)).toEqual(['created', 'activated', 'deleted']);
    expect(await send(program, 'pause')).toEqual({ outcome: 'not_found' });
    await env.handle(program).result();
    const log = await env.plane.log(program.id);
    expect(log.at(-1)).toMatchObject({
      kind: 'purged',
      occurred_at: Number(log.at(-2)?.occurred_at) + 90 * day,
    });
  });

  test('one restored in time lives on, and ends when it should', async () => {
    const program = await started({ startsIn: -minute, endsIn: 100 * day });
    await send(program, 'delete');
    await env.pass(89 * day);
    expect(await send(program, 'restore')).toMatchObject({ program: { status: 'ACTIVE' } });
    await env.handle(program).result();
    const log = await env.plane.log(program.id);
    expect(log.slice(2).map(({ kind }) => kind)).toEqual(['deleted', 'restored', 'ended']);
    expect(log.at(-1)?.occurred_at).toBe(program.endsAt);
  });

  test('one restored after its end has ended', async () => {
    const program = await started({ startsIn: -minute, endsIn: day });
    await send(program, 'delete');
    await env.pass(10 * day);
    expect(await send(program, 'restore')).toMatchObject({ program: { status: 'ENDED' } });
    await env.handle(program).result();
  });

  test('a program that is not in the database needs no workflow', async () => {
    const program = await env.plane.create({ startsAt: null });
    await env.plane.knex('loyalty_programs').where({ id: program.id }).delete();
    await env.nudge(program);
    await expect(env.handle(program).result()).resolves.toBeUndefined();
  });

  test('a program with nothing to come rolls over now and then, and loses nothing', async () => {
    const program = await started({ startsIn: -minute });
    const { runId } = await env.handle(program).describe();
    await env.pass(31 * day);
    await eventually(async () => expect((await env.handle(program).describe()).runId).not.toBe(runId));
    expect(await send(program, 'end')).toMatchObject({ outcome: 'applied' });
    await env.handle(program).result();
  });

  test('hundreds of commands through many runs: each applied once, none lost', async () => {
    const program = await started({ startsIn: -minute, endsIn: 50 * day }, { continueAsNewAfter: 20 });
    const first = (await env.handle(program).describe()).runId;
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let n = 0; n < 30; n += 1) await send(program, (lane + n) % 2 === 0 ? 'pause' : 'resume');
    });
    await Promise.all(lanes);
    const state = await env.handle(program).query(stateQuery);
    const kinds = await env.plane.kinds(program.id);
    expect(state).toMatchObject({ commandsSoFar: 240, version: kinds.length });
    expect((await env.handle(program).describe()).runId).not.toBe(first);
    // Pause and resume alternate, whatever the order in which they came: no transition was applied twice.
    const moves = kinds.slice(2);
    expect(moves).toEqual(moves.map((_, index) => (index % 2 === 0 ? 'paused' : 'resumed')));
    await env.handle(program).result();
    await env.plane.publisher.publishWaiting();
    const sequences = (await env.plane.events(program.id)).map(({ sequence }) => sequence);
    expect(sequences).toEqual(kinds.map((_, index) => index + 1).concat(kinds.length + 1));
  });
}
