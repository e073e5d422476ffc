import { connect } from 'node:net';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from '../programs/examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;
const post = (body: unknown, headers: Record<string, string> = {}, path = '/programs') =>
  api.send({ method: 'POST', path, body, headers });
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const inText = (text: string) => JSON.stringify(sample).replace('Coffee Punch Card', text);

test.each<[string, string | Buffer, number, string]>([
  ['no JSON', '{"name":', 400, 'malformed_body'],
  ['JSON with a comma too many', '{"name":"x",}', 400, 'malformed_body'],
  ['NaN', '{"name":NaN}', 400, 'malformed_body'],
  ['two values', '{} {}', 400, 'malformed_body'],
  ['white space only', '   ', 400, 'malformed_body'],
  ['text that is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed_body'],
  ['25 nested arrays', nested(25), 400, 'malformed_body'],
  ['100,000 nested arrays', nested(100_000), 400, 'malformed_body'],
  ['100,000 arrays that never close', '['.repeat(100_000), 400, 'malformed_body'],
  ['100,000 nested objects', '{"a":'.repeat(50_000), 400, 'malformed_body'],
  ['10 MB', `"${'x'.repeat(10_000_000)}"`, 413, 'body_too_large'],
  ['a byte more than allowed', `"${'x'.repeat(262_143)}"`, 413, 'body_too_large'],
  ['a list', '[]', 400, 'invalid_request'],
  ['text', '"name"', 400, 'invalid_request'],
  ['a number', '7', 400, 'invalid_request'],
  ['null', 'null', 400, 'invalid_request'],
  ['NUL in a text', inText('a\\u0000b'), 400, 'malformed_body'],
  ['half of a surrogate pair', inText('a\\ud800b'), 400, 'malformed_body'],
  ['__proto__ at the top', '{"__proto__":{"isActive":true}}', 400, 'malformed_body'],
  ['__proto__ in the config', inText('x').replace('"validHours"', '"__proto__"'), 400, 'malformed_body'],
  ['a field named constructor', '{"constructor":{"prototype":{"admin":true}}}', 400, 'invalid_request'],
])('%s is refused', async (_what, body, status, code) => {
  const answer = await post(body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('nothing reached a prototype, and nothing was stored', async () => {
  expect(({} as { isActive?: boolean }).isActive).toBeUndefined();
  expect(await api.knex('loyalty_programs')).toEqual([]);
});

test('text beyond the basic plane is kept as it is', async () => {
  const { body } = await post({ ...sample, name: 'Kaffee ☕️ für 👩‍🍳 – 咖啡' });
  expect(body.name).toBe('Kaffee ☕️ für 👩‍🍳 – 咖啡');
});

test.each<[string, Record<string, string>]>([
  ['text/plain', { 'content-type': 'text/plain' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['JSON in another character set', { 'content-type': 'application/json; charset=latin1' }],
  ['a compressed body', { 'content-encoding': 'gzip' }],
])('%s: 415', async (_what, headers) => {
  const { status, body } = await post(sample, headers);
  expect([status, body.code]).toEqual([415, 'unsupported_media_type']);
});

test('JSON with a named character set is JSON', async () => {
  expect((await post(sample, { 'content-type': 'Application/JSON; charset="UTF-8"' })).status).toBe(201);
});

test('no body where one is needed: 400', async () => {
  const { status, body } = await api.send({ method: 'POST', path: '/programs' });
  expect([status, body.code]).toEqual([400, 'malformed_body']);
});

test('a body where none is taken: refused unless empty', async () => {
  const path = `/programs/${await api.program()}/pause`;
  expect((await post({ force: true }, {}, path)).body.code).toBe('invalid_request');
  expect((await post([], {}, path)).body.code).toBe('invalid_request');
});

test('the body of a GET is not read', async () => {
  const token = await raw(
    `GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{{{`,
  );
  expect(token).toMatch(/^HTTP\/1.1 200/);
});

test('a parameter where none is taken is refused', async () => {
  const { status, body } = await api.send({ path: `/programs/${await api.program()}?expand=all` });
  expect([status, body.errors[0].code]).toEqual([400, 'unknown_parameter']);
});

test.each(['/nothing', '/programs/a/b/c', '/%2e%2e/programs', '//programs'])('%s: 404', async (path) => {
  const { status, body } = await api.send({ path });
  expect([status, body.code]).toEqual([404, 'route_not_found']);
});

test('an address that does not decode: 4xx', async () => {
  const { status } = await api.send({ path: '/programs/%E0%A4%A' });
  expect([400, 404]).toContain(status);
});

test('a method that an address does not know: 405 with those that it does', async () => {
  const { status, body, headers } = await api.send({ method: 'PATCH', path: '/programs' });
  expect([status, body.code, headers.get('allow')]).toEqual([
    405,
    'method_not_allowed',
    'GET, HEAD, OPTIONS, POST',
  ]);
});

test('OPTIONS says what an address knows', async () => {
  const { status, headers } = await api.send({ method: 'OPTIONS', path: `/programs/${await api.program()}` });
  expect([status, headers.get('allow')]).toEqual([204, 'DELETE, GET, HEAD, OPTIONS, PUT']);
});

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['a method that does not exist', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['headers of 20 kB', `GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])('%s is answered with a problem document', async (_what, bytes, status) => {
  const answer = await raw(bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status });
});

const idFor = async (sent: string) =>
  (await api.send({ path: '/programs', headers: { 'x-request-id': sent } })).headers.get('x-request-id');

test('the request id of the caller comes back if it is harmless, otherwise a new one', async () => {
  expect(await idFor('order-7')).toBe('order-7');
  expect(await idFor('a b')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await idFor('x'.repeat(200))).toMatch(/^[0-9a-f-]{36}$/);
});

test('the id of a trace is used as the id of the request', async () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const { headers } = await api.send({
    path: '/programs',
    headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
  });
  expect(headers.get('x-request-id')).toBe(trace);
});

function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
