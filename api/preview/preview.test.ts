import { createExamples } from '../programs/examples';
import { elementsOf } from '../../domain/preview/card/xml.fixtures';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startApi();
  token = await tokenFor({ businessId: api.businessId, now: api.clock.now });
});
afterAll(() => api?.close());

const sample = createExamples.punchCard.value;
const ask = (body: unknown) => api.send({ method: 'POST', path: '/programs/preview', body });

/** A request that says what it accepts; the contract of other tests is about JSON. */
async function accepting(accept: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${api.url}/api/v1/loyalty${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('a new program: what a customer reads and sees, and a worked example; nothing is stored', async () => {
  const { status, body } = await ask(sample);
  expect(status).toBe(200);
  expect(body.sentence).toBe(
    'Buy coffee 8 times for $3.50 or more between 06:00 and 14:00, and get: Free coffee of any size. From 1 January 2026.',
  );
  expect(body.example.visits).toHaveLength(8);
  expect(body.example.visits[7].rewards).toEqual(['Free coffee of any size']);
  expect(elementsOf(body.card)[0]?.name).toBe('svg');
  expect(await api.knex('loyalty_programs').where({ business_id: api.businessId })).toEqual([]);
});

test('the names of locations and segments, an archived location left out', async () => {
  const add = async (path: string, body: object) =>
    (await api.send({ method: 'POST', path, body })).body.id as string;
  const harbour = await add('/locations', { name: 'Harbour', timezone: 'Asia/Tokyo' });
  const station = await add('/locations', { name: 'Station' });
  const rule = { field: 'visits', op: 'gte', value: 1 };
  const segmentIds = [await add('/segments', { name: 'Regulars', rule })];
  const id = await api.program({ locationIds: [harbour, station], segmentIds });
  await api.send({ method: 'DELETE', path: `/locations/${station}` });
  const { body } = await api.send({ path: `/programs/${id}/preview` });
  expect(body.parts).toMatchObject({ locations: 'At Harbour.', segments: 'For Regulars.' });
  expect(body.example.visits).not.toEqual([]);
});

test('from a template', async () => {
  const { body } = await ask({ templateId: 'coffee-punch-card', ruleConfig: { punchesRequired: 4 } });
  expect(body.sentence).toContain('Buy coffee 4 times');
});

test.each([
  [{ ...sample, ruleConfig: {} }],
  [{ ...sample, locationIds: ['018f3c1e-0000-7000-8000-000000000001'] }],
  [{ templateId: 'no-such' }],
  [{ ...sample, schedule: { recurrence: { rrule: 'FREQ=SECONDLY', start: 'x', duration: 'P1Y' } } }],
  [[]],
])('what creating refuses is refused alike: %#', async (body) => {
  const [previewed, created] = [await ask(body), await api.send({ method: 'POST', path: '/programs', body })];
  expect([previewed.status, previewed.body]).toEqual([created.status, created.body]);
  expect(created.status).toBeGreaterThanOrEqual(400);
});

test('the card alone for those who want a picture', async () => {
  const id = await api.program({ name: '<b>Coffee</b> & "cake"' });
  const { body } = await api.send({ path: `/programs/${id}/preview` });
  const picture = await accepting('image/svg+xml', `/programs/${id}/preview`);
  expect([picture.status, picture.text]).toEqual([200, body.card]);
  expect(picture.headers.get('content-type')).toContain('image/svg+xml');
  expect(picture.headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(picture.headers.get('vary')).toContain('Accept');
  expect(elementsOf(picture.text)[1]?.text).toBe('&lt;b&gt;Coffee&lt;/b&gt; &amp; &quot;cake&quot;');
});

test.each(['*/*', 'application/json', 'text/html', 'application/json, image/svg+xml;q=0.5', ''])(
  'JSON for whoever accepts %j',
  async (accept) => {
    const { headers, status } = await accepting(accept, '/programs/preview', sample);
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'application/json']);
  },
);

test('a problem stays a problem, and a repeated answer may be a picture', async () => {
  const wrong = await accepting('image/svg+xml', '/programs/preview', {});
  expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  const key = { 'idempotency-key': 'preview' };
  const first = await accepting('application/json', '/programs/preview', sample, key);
  const again = await accepting('image/svg+xml', '/programs/preview', sample, key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.text).toBe(JSON.parse(first.text).card);
});

test('a template has its card and its example', async () => {
  const { body } = await api.send({ path: '/templates/salon-spend' });
  expect(body.example.reached).toBe(true);
  expect(elementsOf(body.card)[1]?.text).toBe(body.name);
});
