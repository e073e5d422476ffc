import { randomUUID } from 'node:crypto';
import { openShop, type Send, type Shop } from './shop.fixtures';

let shop: Shop;
let cutOff: Send;
beforeAll(async () => {
  shop = await openShop();
  cutOff = (await shop.openTill({ primary: false })).send;
});
afterAll(() => shop?.close());

test('without the primary everything can be read, marked as such, and nothing written', async () => {
  const program = await shop.program({
    ruleConfig: {
      punchesRequired: 2,
      rewardType: 'free_item',
      rewardValue: 'coffee',
      rewardDescription: 'Free coffee',
    },
  });
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 5);
  const { body } = await shop.buy(customerId, 5);
  const rewardId = body.outcomes[0].rewards[0].id;
  for (const path of [
    '/customers',
    `/customers/${customerId}`,
    `/programs/${program}/enrollments`,
    `/programs/${program}/customers/${customerId}`,
    `/programs/${program}/customers/${customerId}/ledger`,
    `/transactions/${body.id}`,
    `/rewards/${rewardId}`,
  ]) {
    const read = await cutOff('GET', path);
    expect([path, read.status, read.headers.get('x-read-only')]).toEqual([path, 200, 'true']);
    expect(read.body).toEqual((await shop.send('GET', path)).body);
  }
  const lines = [{ quantity: 1, unitPrice: 1 }];
  for (const [path, sent] of [
    ['/transactions', { externalId: randomUUID(), customerId, lines }],
    ['/customers', { externalId: randomUUID() }],
    [`/rewards/${rewardId}/redeem`, {}],
    [`/programs/${program}/enrollments`, { customerId }],
  ] as const) {
    const answer = await cutOff('POST', path, sent);
    expect([path, answer.status, answer.body.code]).toEqual([path, 503, 'read_only']);
    expect(answer.headers.get('retry-after')).not.toBeNull();
  }
});
