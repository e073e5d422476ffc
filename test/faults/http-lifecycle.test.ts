import { randomUUID } from 'node:crypto';
import { createExamples } from '../../api/programs/examples';
import { iso } from '../../domain/program/view';
import { startApi, type TestApi } from '../../api/testing/api.fixtures';
import { eventually } from '../support/eventually';
import { day } from '../support/programs';
import type { Child } from './child';
import { type RealStack, startRealStack } from './real-stack';
import { freePort, startTemporal } from './temporal-server';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

describe('a program over HTTP, with everything real behind it', () => {
  let server: Child;
  let stack: RealStack;
  let api: TestApi;
  beforeAll(async () => {
    const port = await freePort();
    server = await startTemporal(port);
    stack = await startRealStack(port);
    const { knex, databaseUrl, businessId } = stack.plane;
    const clock = {
      get now() {
        return Date.now();
      },
    };
    api = await startApi({
      beside: { knex, databaseUrl, businessId, clock },
      env: { TEMPORAL_ADDRESS: `127.0.0.1:${port}`, COMMAND_TIMEOUT_MS: '10000' },
    });
  });
  afterAll(async () => {
    await api?.close();
    await stack?.close();
    await server?.stop();
  });

  async function create(startsIn: number) {
    const dates = { startsAt: iso(Date.now() + startsIn), endsAt: iso(Date.now() + 30 * day) };
    const body = { ...createExamples.punchCard.value, ...dates, isActive: true };
    return api.send({ method: 'POST', path: '/programs', body });
  }
  const command = (id: string, name: string, key = randomUUID()) =>
    api.send({ method: 'POST', path: `/programs/${id}/${name}`, headers: { 'Idempotency-Key': key } });

  test('is created, starts, is paused once however often it is asked, goes on and ends', async () => {
    const created = await create(1_500);
    expect(created).toMatchObject({ status: 201, body: { status: 'SCHEDULED', version: 1 } });
    const { id } = created.body;
    await eventually(async () => {
      const read = await api.send({ path: `/programs/${id}` });
      expect(read.body).toMatchObject({ status: 'ACTIVE', version: 2 });
    });

    const key = randomUUID();
    const paused = await command(id, 'pause', key);
    expect(paused).toMatchObject({ status: 200, body: { status: 'PAUSED', earning: false, version: 3 } });
    const again = await command(id, 'pause', key);
    expect(again).toMatchObject({ status: 200, body: paused.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await command(id, 'pause')).toMatchObject({ status: 200, body: { version: 3 } });

    expect(await command(id, 'resume')).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
    expect(await command(id, 'end')).toMatchObject({ status: 200, body: { status: 'ENDED' } });
    expect(await command(id, 'resume')).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: ['delete'] },
    });

    const kinds = ['created', 'activated', 'paused', 'resumed', 'ended'];
    expect(await stack.plane.kinds(id)).toEqual(kinds);
    await eventually(async () => {
      const events = await stack.plane.events(id);
      expect(events.map(({ sequence, eventType }) => [sequence, eventType])).toEqual(
        kinds.map((kind, index) => [index + 1, `loyalty.program.${kind}`]),
      );
    });
  });

  test('two people pause at once: both are told that it is paused, and it was paused once', async () => {
    const { id } = (await create(-1_000)).body;
    const answers = await Promise.all([command(id, 'pause'), command(id, 'pause')]);
    expect(answers.map(({ status, body }) => [status, body.status])).toEqual([
      [200, 'PAUSED'],
      [200, 'PAUSED'],
    ]);
    expect(await stack.plane.kinds(id)).toEqual(['created', 'activated', 'paused']);
  });

  test('a key whose command was refused is asked anew once the command is allowed', async () => {
    const { isActive: _, ...draft } = createExamples.punchCard.value;
    const { id } = (await api.send({ method: 'POST', path: '/programs', body: draft })).body;
    const key = randomUUID();
    expect(await command(id, 'pause', key)).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition' },
    });
    await command(id, 'activate');
    expect(await command(id, 'pause', key)).toMatchObject({ status: 200, body: { status: 'PAUSED' } });
  });

  test('a deleted program can be brought back', async () => {
    const { id } = (await create(-1_000)).body;
    expect(await api.send({ method: 'DELETE', path: `/programs/${id}` })).toMatchObject({ status: 204 });
    expect(await api.send({ path: `/programs/${id}` })).toMatchObject({ status: 404 });
    expect(await command(id, 'restore')).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
  });
});
