import { randomUUID } from 'node:crypto';
import { claimKey } from '../db/idempotency';
import type { CommandName } from '../domain/program/commands';
import type { Program } from '../domain/program/program';
import { type ControlPlane, createControlPlane } from '../test/support/control-plane';
import { minute } from '../test/support/programs';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await createControlPlane();
});
afterAll(() => plane?.close());

function send(
  program: Program,
  name: CommandName,
  command: { idempotencyKey?: string; commandId?: string } = {},
) {
  return plane.activities.applyCommand({
    programId: program.id,
    businessId: program.businessId,
    at: Date.now(),
    name,
    command: { commandId: randomUUID(), actor: 'user:ann', ...command },
  });
}

/** Claims a new key as the API does; returns it, and what became of it. */
async function claimedKey() {
  const tenant = { businessId: plane.businessId, actor: 'user:ann' as const };
  const request = { key: randomUUID(), route: 'POST /pause', bodySha256: '00'.repeat(32) };
  await claimKey(plane.knex, tenant, request);
  return { key: request.key, kept: () => claimKey(plane.knex, tenant, request) };
}

describe('the answer for an Idempotency-Key', () => {
  test.each(['pause', 'resume'] as const)(
    'is kept with the effect of %s, or that there was none',
    async (name) => {
      const { key, kept } = await claimedKey();
      const { result } = await send(await plane.create(), name, { idempotencyKey: key });
      if (result.outcome !== 'applied' && result.outcome !== 'noop') throw new Error(result.outcome);
      expect(await kept()).toEqual({ kind: 'replay', status: 200, response: result.program });
    },
  );

  test('is not kept when the command was refused', async () => {
    const { key, kept } = await claimedKey();
    const { result } = await send(await plane.create({ isActive: false }), 'pause', { idempotencyKey: key });
    expect(result.outcome).toBe('invalid_transition');
    expect(await kept()).toEqual({ kind: 'in_flight' });
  });
});

test('what was due before a refused command is recorded, and the alarm acknowledged', async () => {
  const at = Date.now();
  const program = await plane.create({ at: at - 2 * minute, startsAt: at - minute });
  const { result } = await send(program, 'activate');
  expect(result.outcome).toBe('noop');
  expect(await plane.kinds(program.id)).toEqual(['created', 'activated']);
  const row = await plane.row(program.id);
  expect(row.alarm_acked).toEqual(row.alarm_at);
});

test('a command that was applied before answers as it did then, whatever happened since', async () => {
  const program = await plane.create();
  const commandId = randomUUID();
  const first = await send(program, 'pause', { commandId });
  await send(program, 'resume');
  const again = await send(program, 'pause', { commandId });
  expect(again.result).toEqual(first.result);
  expect(await plane.kinds(program.id)).toEqual(['created', 'activated', 'paused', 'resumed']);
});

test('a command id counts within its business only', async () => {
  const stranger = await createControlPlane();
  const program = await stranger.create();
  const { result } = await send({ ...program, businessId: plane.businessId }, 'pause');
  expect(result).toEqual({ outcome: 'not_found' });
  expect(await stranger.kinds(program.id)).toEqual(['created', 'activated']);
  await stranger.close();
});

function sync({ id: programId, businessId }: Program, at = Date.now()) {
  return plane.activities.syncProgram({ programId, businessId, at });
}

describe('syncing', () => {
  test('acknowledges the alarm without a revision, and then leaves the row alone', async () => {
    const program = await plane.create({ startsAt: Date.now() + 10 * minute });
    const versionOfRow = async () => {
      const { rows } = await plane.knex.raw('SELECT xmin::text FROM loyalty_programs WHERE id = ?', [
        program.id,
      ]);
      return rows[0].xmin;
    };
    expect(await sync(program)).toMatchObject({ finished: false, alarmAt: program.startsAt, pending: false });
    expect(await plane.row(program.id)).toMatchObject({ alarm_acked: program.startsAt, version: 1 });
    const before = await versionOfRow();
    await sync(program);
    expect(await versionOfRow()).toBe(before);
  });

  test('goes by the later of the two clocks', async () => {
    const program = await plane.create({ startsAt: Date.now() + 10 * minute });
    expect(await sync(program, Number(program.startsAt))).toMatchObject({ pending: true });
    expect(await plane.kinds(program.id)).toEqual(['created', 'activated']);
    expect(await sync(program, 0)).toMatchObject({ program: { version: 2 } });
  });

  test('of a program that is not there ends its workflow', async () => {
    const missing = { ...(await plane.create()), id: randomUUID() };
    expect(await sync(missing)).toMatchObject({ finished: true, alarmAt: null, program: null });
  });
});
