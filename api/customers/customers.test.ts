import { randomUUID } from 'node:crypto';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

const person = () => ({
  externalId: randomUUID(),
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  attributes: { city: 'London', visits: 3, member: true, born: '1815-12-10' },
});

describe('creating', () => {
  test('a new customer', async () => {
    const body = person();
    const created = await shop.send('POST', '/customers', body);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ ...body, id: created.body.id, createdAt: '2026-11-22T12:00:00.000Z' });
    expect(created.headers.get('location')).toBe(`/api/v1/loyalty/customers/${created.body.id}`);
    const read = await shop.send('GET', `/customers/${created.body.id}`);
    expect(read.body).toEqual({ ...created.body, programs: [] });
  });

  test('a known external id answers with the customer as stored, and changes nothing', async () => {
    const body = person();
    const first = await shop.send('POST', '/customers', body);
    const second = await shop.send('POST', '/customers', { externalId: body.externalId, name: 'Other' });
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  test('ten at once make one', async () => {
    const body = person();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => shop.send('POST', '/customers', body)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test('an Idempotency-Key repeats the answer', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = person();
    const first = await shop.send('POST', '/customers', body, key);
    const second = await shop.send('POST', '/customers', body, key);
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const other = await shop.send('POST', '/customers', person(), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test.each([
    [{}, '/externalId', 'required'],
    [{ externalId: '' }, '/externalId', 'empty'],
    [{ externalId: 'x'.repeat(256) }, '/externalId', 'too_long'],
    [{ externalId: 'a\nb' }, '/externalId', 'malformed'],
    [{ externalId: 'a', email: 'nobody' }, '/email', 'malformed'],
    [{ externalId: 'a', name: 7 }, '/name', 'not_text'],
    [{ externalId: 'a', attributes: { deep: { er: 1 } } }, '/attributes/deep', 'invalid'],
    [{ externalId: 'a', attributes: { 'a b': 1 } }, '/attributes/a b', 'unknown_field'],
    [
      { externalId: 'a', attributes: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])) },
      '/attributes',
      'too_many',
    ],
    [{ externalId: 'a', businessId: randomUUID() }, '/businessId', 'unknown_field'],
  ])('a body like %# is refused', async (body, pointer, code) => {
    const answer = await shop.send('POST', '/customers', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });

  test('a token of a business that does not exist', async () => {
    const send = await shop.as({ businessId: randomUUID() });
    const answer = await send('POST', '/customers', person());
    expect([answer.status, answer.body.code]).toEqual([403, 'business_not_found']);
  });
});

describe('changing', () => {
  test('what is left out stays, null empties', async () => {
    const { body } = await shop.send('POST', '/customers', person());
    const edited = await shop.send('PUT', `/customers/${body.id}`, {
      email: null,
      attributes: { vip: true },
    });
    expect(edited.body).toEqual({ ...body, email: null, attributes: { vip: true } });
    expect((await shop.send('PUT', `/customers/${randomUUID()}`, {})).status).toBe(404);
  });
});

describe('listing', () => {
  test('by external id, and by pages and cursors', async () => {
    const business = await shop.business();
    const send = await shop.as({ businessId: business });
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await send('POST', '/customers', person())).body.id);
    const first = await send('GET', '/customers?pageSize=2');
    expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(first.body.pagination).toEqual({
      page: 1,
      pageSize: 2,
      totalPages: 3,
      totalCount: 5,
      nextCursor: expect.any(String),
      prevCursor: null,
    });
    const second = await send('GET', `/customers?pageSize=2&cursor=${first.body.pagination.nextCursor}`);
    expect(second.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2, 4));
    const last = await send('GET', `/customers?pageSize=2&cursor=${second.body.pagination.nextCursor}`);
    expect(last.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(4));
    expect(last.body.pagination.nextCursor).toBeNull();
    const back = await send('GET', `/customers?pageSize=2&cursor=${second.body.pagination.prevCursor}`);
    expect(back.body.data).toEqual(first.body.data);
    const one = await send('GET', `/customers?externalId=${first.body.data[0].externalId}`);
    expect(one.body.data).toEqual([first.body.data[0]]);
    const foreign = await shop.send('GET', `/customers?cursor=${first.body.pagination.nextCursor}`);
    expect(foreign.body.code).toBe('invalid_cursor');
    const deep = await send('GET', '/customers?page=1000');
    expect(deep.body.code).toBe('page_too_deep');
  });
});

describe('erasing', () => {
  test('forgets the person everywhere and keeps the sums', async () => {
    const program = await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 },
    });
    const body = { ...person(), name: `Secret ${randomUUID()}` };
    const key = { 'idempotency-key': randomUUID() };
    const { id } = (await shop.send('POST', '/customers', body, key)).body;
    await shop.send('POST', `/programs/${program}/enrollments`, { customerId: id });
    const bought = await shop.buy(id, 5);
    expect((await shop.send('DELETE', `/customers/${id}`)).status).toBe(204);
    expect((await shop.send('DELETE', `/customers/${id}`)).status).toBe(204);
    for (const [method, path] of [
      ['GET', `/customers/${id}`],
      ['GET', `/programs/${program}/customers/${id}`],
      ['PUT', `/customers/${id}`],
    ] as const) {
      const answer = await shop.send(method, path, method === 'PUT' ? {} : undefined);
      expect([answer.status, answer.body.code]).toEqual([404, 'customer_not_found']);
    }
    expect((await shop.buy(id, 5)).body.code).toBe('customer_not_found');
    const { knex } = shop.database;
    expect(Number((await knex('accounts').where({ customer_id: id }).first('balance'))?.balance)).toBe(5);
    const traces = await Promise.all(
      ['customers', 'customer_events', 'idempotency_keys', 'transactions', 'ledger_entries'].map((table) =>
        knex.raw(`SELECT count(*)::int AS n FROM ${table} t WHERE t::text LIKE ?`, [`%${body.name}%`]),
      ),
    );
    expect(traces.map(({ rows }) => rows[0].n)).toEqual([0, 0, 0, 0, 0]);
    const events = await knex('customer_events').where({ customer_id: id }).orderBy('first_sequence', 'desc');
    expect(events[0].events[0].type).toBe('loyalty.customer.erased');
    const again = await shop.send('POST', '/customers', body);
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(id);
    // What was bought stays bought, and can be returned.
    const refund = await shop.send('POST', `/transactions/${bought.body.id}/refunds`, {
      externalId: randomUUID(),
    });
    expect([refund.status, refund.body.outcomes[0].earned]).toEqual([201, -5]);
  });

  test('nobody', async () => {
    expect((await shop.send('DELETE', `/customers/${randomUUID()}`)).status).toBe(404);
  });
});

test('customers of another business are as good as missing', async () => {
  const { body } = await shop.send('POST', '/customers', person());
  const send = await shop.as({ businessId: await shop.business() });
  const missing = await send('GET', `/customers/${randomUUID()}`);
  const other = await send('GET', `/customers/${body.id}`);
  expect([other.status, other.body]).toEqual([404, missing.body]);
  expect((await send('DELETE', `/customers/${body.id}`)).status).toBe(404);
  expect((await send('PUT', `/customers/${body.id}`, { name: 'Mine' })).status).toBe(404);
  expect((await shop.send('GET', `/customers/${body.id}`)).body.name).toBe('Ada Lovelace');
});
