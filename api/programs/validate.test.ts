import { startApi, type TestApi } from '../testing/api.fixtures';
import { noon } from '../../test/support/programs';
import { createExamples } from './examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;
const check = (path: string, body?: unknown) => api.send({ method: 'POST', path, body });
const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map((error) => error.pointer);

test('a valid new program is said to be valid, and is not stored', async () => {
  const { status, body } = await check('/programs/validate', sample);
  expect([status, body]).toEqual([200, { valid: true, errors: [] }]);
  expect(await api.knex('loyalty_programs').where({ business_id: api.businessId })).toEqual([]);
});

test('what creating would refuse is listed with the same errors', async () => {
  const wrong = {
    ...sample,
    name: '',
    ruleConfig: { punchesRequired: 99 },
    locationIds: [await api.location(await api.business())],
  };
  const { status, body } = await check('/programs/validate', wrong);
  const refused = await check('/programs', wrong);
  expect(status).toBe(200);
  expect(body).toEqual({ valid: false, errors: refused.body.errors });
});

test('an edit is checked against the program as it is', async () => {
  const id = await api.program();
  const { isActive: _, ...edit } = sample;
  expect((await check(`/programs/${id}/validate`, edit)).body.valid).toBe(true);
  expect(
    pointers((await check(`/programs/${id}/validate`, { ...edit, ruleType: 'STAMP_CARD' })).body),
  ).toContain('/ruleType');
  expect(pointers((await check(`/programs/${id}/validate`, { ...edit, isActive: true })).body)).toEqual([
    '/isActive',
  ]);
});

test('without a body, whether the program could be live now', async () => {
  const fine = await api.program({ isActive: false });
  expect((await check(`/programs/${fine}/validate`)).body).toEqual({ valid: true, errors: [] });
  const over = await api.program({ isActive: false, endsAt: noon - 1 });
  const { body } = await check(`/programs/${over}/validate`);
  expect(body.errors).toEqual([
    { pointer: '/endsAt', code: 'end_in_the_past', message: 'End date must be in the future' },
  ]);
});

test('an ended program cannot be edited, and that is said', async () => {
  const id = await api.program();
  await api.command(id, 'end');
  const { isActive: _, ...edit } = sample;
  expect((await check(`/programs/${id}/validate`, edit)).body.code).toBe('program_ended');
});
