import { randomUUID } from 'node:crypto';
import { expectSoundLedger } from '../../api/ledger/expect-sound-ledger.fixtures';
import { openShop, type Shop } from '../../api/ledger/shop.fixtures';
import { adjust } from '../../domain/ledger/adjust';
import { CustomerBusy, Ledger } from './ledger';

let shop: Shop;
let programId: string;
let customerId: string;
beforeAll(async () => {
  shop = await openShop();
  programId = await shop.program();
  customerId = await shop.customer(programId);
});
afterAll(() => shop?.close());

const request = () => ({ customerId, programId, now: shop.clock.now, holdings: true });
const context = () => ({ actor: shop.tenant.actor, now: shop.clock.now, newId: randomUUID });
const punch = { quantity: 1, reason: 'race', expiresAt: undefined };

test('six processes at once on one customer: none gives up, none is lost', async () => {
  const ledgers = Array.from({ length: 6 }, () => new Ledger(shop.database.knex));
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, i) =>
      (ledgers[i % 6] as Ledger).change(shop.tenant, request(), (sheet) =>
        adjust(sheet, { programId, ...punch }, context()),
      ),
    ),
  );
  expect(new Set(answers.map((answer) => answer?.outcome))).toEqual(new Set(['done']));
  const { body } = await shop.send('GET', `/programs/${programId}/customers/${customerId}/ledger?pageSize=1`);
  expect(body.data[0].balanceAfter + 12 * 10).toBe(120);
  await expectSoundLedger(shop.database.knex);
});

test('gives up when a program changes under every single decision', async () => {
  const ledger = new Ledger(shop.database.knex);
  const change = ledger.change(shop.tenant, request(), async (sheet) => {
    await shop.command(programId, sheet.lines[0]?.program.lifecycle === 'LIVE' ? 'pause' : 'resume');
    return adjust(sheet, { programId, ...punch }, context());
  });
  await expect(change).rejects.toThrow(CustomerBusy);
  await expectSoundLedger(shop.database.knex);
});

test('the API says so, and when to come back', async () => {
  const change = jest.spyOn(Ledger.prototype, 'change').mockRejectedValueOnce(new CustomerBusy('busy'));
  const answer = await shop.buy(customerId, 1);
  change.mockRestore();
  expect([answer.status, answer.body.code, answer.body.retryable]).toEqual([503, 'customer_busy', true]);
  expect(answer.headers.get('retry-after')).toBe('1');
});
