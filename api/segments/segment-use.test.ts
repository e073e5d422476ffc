import { randomUUID } from 'node:crypto';
import { createExamples } from '../programs/examples';
import { startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const everyone = { name: 'Everyone', rule: { field: 'visits', op: 'gte', value: 0 } };
const segment = async (body: unknown = everyone) =>
  (await api.send({ method: 'POST', path: '/segments', body })).body.id as string;
const create = (segmentIds: string[] | null, more = {}) =>
  api.send({
    method: 'POST',
    path: '/programs',
    body: { ...createExamples.punchCard.value, segmentIds, ...more },
  });
const remove = (id: string) => api.send({ method: 'DELETE', path: `/segments/${id}` });

test('a program names segments of the business only, whoever asks', async () => {
  const own = await segment();
  const foreign = randomUUID();
  const businessId = await api.business();
  const at = new Date(api.clock.now).toISOString();
  const row = {
    id: foreign,
    business_id: businessId,
    name: 'Theirs',
    rule: JSON.stringify(everyone.rule),
    version: 1,
    created_at: at,
    updated_at: at,
  };
  await api.knex('segments').insert(row);
  const deleted = await segment();
  await remove(deleted);
  const errors = [1, 2, 3].map((index) => ({
    pointer: `/segmentIds/${index}`,
    code: 'unknown_segment',
    message: 'Segment must be one of your business',
  }));
  const segmentIds = [own, randomUUID(), foreign, deleted];
  const refused = await create(segmentIds);
  expect([refused.status, refused.body.errors]).toEqual([422, errors]);
  const withMore = await create(segmentIds, { endsAt: 'soon' });
  expect(withMore.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/endsAt',
    ...errors.map(({ pointer }) => pointer),
  ]);
  const checked = await api.send({
    method: 'POST',
    path: '/programs/validate',
    body: { ...createExamples.punchCard.value, segmentIds },
  });
  expect(checked.body.errors).toEqual(errors);
  const created = await create([own]);
  expect([created.status, created.body.segmentIds]).toEqual([201, [own]]);
  const { isActive: _, ...edit } = { ...createExamples.punchCard.value, segmentIds };
  const edited = await api.send({ method: 'PUT', path: `/programs/${created.body.id}`, body: edit });
  expect([edited.status, edited.body.errors]).toEqual([422, errors]);
});

test('a segment that a program uses stays, and the answer names the program', async () => {
  const id = await segment();
  const draft = await create([id], { isActive: false, name: 'Draft card' });
  const live = await create([await segment(), id], { name: 'Live card' });
  const refused = await remove(id);
  expect([refused.status, refused.body.code]).toEqual([409, 'segment_in_use']);
  expect(refused.body.detail).toContain('"Draft card", "Live card"');
  expect(refused.body.programs).toEqual([
    { id: draft.body.id, name: 'Draft card' },
    { id: live.body.id, name: 'Live card' },
  ]);
  await api.command(live.body.id, 'end');
  await api.command(draft.body.id, 'delete');
  expect((await remove(id)).status).toBe(204);
});

test('a change that is scheduled uses a segment too', async () => {
  const id = await segment();
  const program = await api.program();
  const scheduled = [
    {
      id: randomUUID(),
      at: api.clock.now + 1,
      actor: 'system',
      definition: { segmentIds: [id] },
      createdAt: 0,
    },
  ];
  await api
    .knex('loyalty_programs')
    .where({ id: program })
    .update({ scheduled_changes: JSON.stringify(scheduled) });
  expect((await remove(id)).body.programs).toEqual([{ id: program, name: 'Coffee card' }]);
});

test('a program that is given a segment while it is deleted gets it, or finds it gone', async () => {
  for (let round = 0; round < 15; round += 1) {
    const id = await segment();
    const [created, removed] = await Promise.all([create([id]), remove(id)]);
    expect([
      [201, 409],
      [422, 204],
    ]).toContainEqual([created.status, removed.status]);
  }
});
