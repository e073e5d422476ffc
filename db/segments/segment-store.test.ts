import { v7 as uuid } from 'uuid';
import type { SegmentRule } from '../../domain/segments/rule';
import type { TenantContext } from '../tenant';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { SegmentMembership } from './membership';
import { deleteSegment, findSegment, insertSegment, listSegments, updateSegment } from './segment-store';

let database: TestDatabase;
let tenant: TenantContext;
let other: TenantContext;
const at = Date.UTC(2026, 10, 22, 12);
const fromLeeds: SegmentRule = { field: 'attributes.city', op: 'eq', value: 'Leeds' };
const adults: SegmentRule = { field: 'attributes.age', op: 'gte', value: 18 };

beforeAll(async () => {
  database = await createTestDatabase();
  [tenant, other] = await Promise.all([newTenant(), newTenant()]);
});
afterAll(() => database?.drop());

async function newTenant(): Promise<TenantContext> {
  const businessId = uuid();
  await database
    .knex('businesses')
    .insert({ id: businessId, name: 'Shop', timezone: 'UTC', currency: 'USD' });
  return { businessId, actor: 'user:owner' };
}

const segment = (rule: SegmentRule) =>
  insertSegment(database.knex, tenant, { id: uuid(), at, name: 'Somebody', rule });

async function customer(attributes: Record<string, unknown>): Promise<string> {
  const id = uuid();
  await database.knex('customers').insert({
    id,
    business_id: tenant.businessId,
    external_id: id,
    attributes: JSON.stringify(attributes),
    created_at: new Date(at).toISOString(),
  });
  return id;
}

test('a segment is stored, found, and edited version by version', async () => {
  const stored = await segment(fromLeeds);
  expect(stored).toMatchObject({ name: 'Somebody', rule: fromLeeds, version: 1, createdAt: at });
  expect(await findSegment(database.knex, tenant, stored.id)).toEqual(stored);
  const target = { id: stored.id, version: 1, at: at + 1 };
  expect(await updateSegment(database.knex, tenant, target, { rule: adults })).toEqual({
    outcome: 'done',
    segment: { ...stored, rule: adults, version: 2, updatedAt: at + 1 },
  });
  expect(await updateSegment(database.knex, tenant, target, { name: 'Late' })).toEqual({
    outcome: 'version_conflict',
    version: 2,
  });
  const whatever = { ...target, version: null };
  expect(await updateSegment(database.knex, tenant, whatever, { name: 'Adults' })).toMatchObject({
    segment: { name: 'Adults', rule: adults, version: 3 },
  });
});

test('of two edits of the same version one wins', async () => {
  const { id } = await segment(fromLeeds);
  const edits = await Promise.all(
    ['one', 'two'].map((name) => updateSegment(database.knex, tenant, { id, version: 1, at }, { name })),
  );
  expect(edits.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'version_conflict']);
});

test('a deleted segment is gone for everyone', async () => {
  const { id } = await segment(fromLeeds);
  const target = { id, version: null, at };
  expect((await deleteSegment(database.knex, tenant, target)).outcome).toBe('done');
  expect(await findSegment(database.knex, tenant, id)).toBeNull();
  expect((await deleteSegment(database.knex, tenant, target)).outcome).toBe('not_found');
  const leeds = await customer({ city: 'Leeds' });
  expect(await new SegmentMembership(database.knex).isMember(tenant, leeds, id, at)).toBe(false);
});

test('another business sees, changes and joins nothing', async () => {
  const { id } = await segment(fromLeeds);
  const leeds = await customer({ city: 'Leeds' });
  const target = { id, version: null, at };
  const stretch = { from: { kind: 'offset', offset: 0 }, limit: 10 } as const;
  expect(await findSegment(database.knex, other, id)).toBeNull();
  expect((await updateSegment(database.knex, other, target, { name: 'Mine' })).outcome).toBe('not_found');
  expect((await deleteSegment(database.knex, other, target)).outcome).toBe('not_found');
  expect(await listSegments(database.knex, other, stretch)).toEqual({ rows: [], total: 0 });
  const membership = new SegmentMembership(database.knex);
  expect(await membership.isMember(other, leeds, id, at)).toBe(false);
  expect(await membership.isMember(tenant, leeds, id, at)).toBe(true);
});

test('segments are listed, the latest first', async () => {
  const mine = await newTenant();
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    ids.push((await insertSegment(database.knex, mine, { id: uuid(), at, name, rule: adults })).id);
  }
  const first = await listSegments(database.knex, mine, { from: { kind: 'offset', offset: 0 }, limit: 2 });
  expect(first.rows.map(({ name }) => name)).toEqual(['c', 'b']);
  expect(first.total).toBe(3);
});

test('a customer’s segments are told in one answer, unknown ones left out', async () => {
  const [leeds, adult] = await Promise.all([segment(fromLeeds), segment(adults)]);
  const membership = new SegmentMembership(database.knex);
  const asked = [leeds.id, uuid(), adult.id, leeds.id];
  const both = await customer({ city: 'Leeds', age: 40 });
  const child = await customer({ city: 'Leeds', age: 4 });
  expect(await membership.customerSegments(tenant, both, asked, at)).toEqual(new Set([leeds.id, adult.id]));
  expect(await membership.customerSegments(tenant, child, asked, at)).toEqual(new Set([leeds.id]));
  expect(await membership.customerSegments(tenant, uuid(), asked, at)).toEqual(new Set());
  expect(await membership.customerSegments(tenant, both, [], at)).toEqual(new Set());
});

test('an erased customer belongs to no segment', async () => {
  const { id } = await segment({ not: fromLeeds });
  const erased = await customer({});
  const membership = new SegmentMembership(database.knex);
  expect(await membership.isMember(tenant, erased, id, at)).toBe(true);
  await database
    .knex('customers')
    .where({ id: erased })
    .update({ erased_at: new Date(at).toISOString() });
  expect(await membership.isMember(tenant, erased, id, at)).toBe(false);
});

test('an edit is in force once the old rule is forgotten', async () => {
  const { id } = await segment(fromLeeds);
  const york = await customer({ city: 'York' });
  const membership = new SegmentMembership(database.knex);
  expect(await membership.isMember(tenant, york, id, at)).toBe(false);
  await updateSegment(database.knex, tenant, { id, version: 1, at }, { rule: { not: fromLeeds } });
  membership.forget(tenant, id);
  expect(await membership.isMember(tenant, york, id, at)).toBe(true);
});

test('more shapes of rules than plans are kept for are answered all the same', async () => {
  const leeds = await customer({ city: 'Leeds' });
  const membership = new SegmentMembership(database.knex);
  for (let size = 1; size <= 50; size += 1) {
    for (const group of ['all', 'any'] as const) {
      const members = [...Array.from({ length: size }, () => fromLeeds), adults];
      const { id } = await segment({ [group]: members } as unknown as SegmentRule);
      expect(await membership.isMember(tenant, leeds, id, at)).toBe(group === 'any');
    }
  }
  const { id } = await segment({ not: { not: fromLeeds } });
  for (const _ of [1, 2]) expect(await membership.isMember(tenant, leeds, id, at)).toBe(true);
});
