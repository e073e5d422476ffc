import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from './examples';

/* With no Temporal at all. What the workflow makes of commands is tested where the workflow is. */

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const commands = ['activate', 'pause', 'resume', 'end', 'restore'];
const ask = (id: string, name: string, headers: Record<string, string> = {}) =>
  name === 'delete'
    ? api.send({ method: 'DELETE', path: `/programs/${id}`, headers })
    : api.send({ method: 'POST', path: `/programs/${id}/${name}`, headers });

test.each([...commands, 'delete'])(
  '%s without Temporal: the outcome is unknown, and how to go on is said',
  async (name) => {
    const id = await api.program();
    const { status, body, headers } = await ask(id, name);
    expect([status, body.code, body.retryable]).toEqual([503, 'command_outcome_unknown', true]);
    expect(body.detail).toContain('same Idempotency-Key');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  },
);

test('the key of a command whose outcome is unknown can be sent again at once, and stands for the same command', async () => {
  const id = await api.program();
  const again = async () => (await ask(id, 'pause', { 'idempotency-key': 'same' })).body.code;
  const commandId = async () =>
    (await api.knex('idempotency_keys').where({ key: 'same' }).first()).command_id;
  expect(await again()).toBe('command_outcome_unknown');
  const first = await commandId();
  expect(await again()).toBe('command_outcome_unknown');
  expect(await commandId()).toBe(first);
});

test('creating, editing and reading go on without Temporal', async () => {
  const { isActive: _, ...edit } = createExamples.punchCard.value;
  const made = await api.send({ method: 'POST', path: '/programs', body: createExamples.punchCard.value });
  const path = `/programs/${made.body.id}`;
  const edited = await api.send({ method: 'PUT', path, body: { ...edit, endsAt: '2027-01-01T00:00:00Z' } });
  const read = await api.send({ path });
  expect([made.status, edited.status, read.body.endsAt]).toEqual([201, 200, '2027-01-01T00:00:00.000Z']);
});

test('a command against another version than the current one is not sent', async () => {
  const id = await api.program();
  expect((await ask(id, 'pause', { 'if-match': '"1"' })).status).toBe(412);
  expect((await ask(id, 'delete', { 'if-match': '"1"' })).status).toBe(412);
  expect((await ask(id, 'pause', { 'if-match': '2' })).status).toBe(400);
});

test('switched off, nothing can be authored; reading, checking, pausing and ending stay', async () => {
  const off = await startApi({ env: { LOYALTY_PROGRAMS_ENABLED: 'false' }, beside: api });
  const id = await api.program();
  const { isActive: _, ...edit } = createExamples.punchCard.value;
  const codeOf = async (asked: Parameters<TestApi['send']>[0]) => (await off.send(asked)).body?.code;
  for (const asked of [
    { method: 'POST', path: '/programs', body: createExamples.punchCard.value },
    { method: 'PUT', path: `/programs/${id}`, body: edit },
    { method: 'DELETE', path: `/programs/${id}` },
    { method: 'POST', path: `/programs/${id}/activate` },
    { method: 'POST', path: `/programs/${id}/restore` },
  ] as const) {
    expect(await codeOf(asked)).toBe('feature_disabled');
  }
  expect(await codeOf({ method: 'POST', path: `/programs/${id}/pause` })).toBe('command_outcome_unknown');
  expect((await off.send({ path: `/programs/${id}` })).status).toBe(200);
  expect((await off.send({ method: 'POST', path: `/programs/${id}/validate` })).status).toBe(200);
  await off.close();
});
