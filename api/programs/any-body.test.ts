import * as fc from 'fast-check';
import { ruleTypes } from '../../domain/rules';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from './examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;
const fields = [...Object.keys(sample), 'timezone', 'currency', 'locationIds', 'gracePeriodDays', 'surprise'];
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    ...ruleTypes,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '2026-01-01T00:00:00Z',
    '-1',
    'UTC',
    'EUR',
    1e308,
    -0,
  ),
);
const body = fc.oneof(
  anything,
  fc.record({ ruleType: fc.constantFrom(...ruleTypes), ruleConfig: anything, name: fc.string() }),
  fc.dictionary(fc.constantFrom(...fields), anything).map((changes) => ({ ...sample, ...changes })),
  fc
    .dictionary(fc.constantFrom(...Object.keys(sample.ruleConfig), '__proto__', 'caps'), anything)
    .map((changes) => ({ ...sample, ruleConfig: { ...sample.ruleConfig, ...changes } })),
);

test('whatever is sent, the answer is one of those promised: stored whole, or refused with a reason', async () => {
  const id = await api.program({ isActive: false });
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const text = JSON.stringify(sent) ?? 'null';
      const created = await api.send({ method: 'POST', path: '/programs', body: text });
      expect([201, 400, 422]).toContain(created.status);
      const edited = await api.send({ method: 'PUT', path: `/programs/${id}`, body: text });
      expect([200, 400, 422]).toContain(edited.status);
      const checked = await api.send({ method: 'POST', path: '/programs/validate', body: text });
      // What a reader of JSON refuses is refused everywhere; the rest is judged alike by the check and by the creation.
      const verdict = checked.status === 400 ? false : checked.body.valid;
      expect(verdict).toBe(created.status === 201);
    }),
    { numRuns: 60 },
  );
});

test('whatever is asked of a list, the answer is a page or a refusal', async () => {
  const names = ['status', 'ruleType', 'locationId', 'q', 'sort', 'page', 'pageSize', 'cursor', 'x'];
  const parameter = fc.tuple(
    fc.constantFrom(...names),
    fc.oneof(fc.string(), fc.nat().map(String), fc.constant('ACTIVE')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(parameter, { maxLength: 4 }), async (parameters) => {
      const query = new URLSearchParams(parameters).toString();
      expect([200, 400]).toContain((await api.send({ path: `/programs?${query}` })).status);
    }),
    { numRuns: 60 },
  );
});
