import { v7 as uuid } from 'uuid';
import { definitionDefaults } from '../../domain/program/program';
import { createProgram } from '../../domain/program/create';
import { enrol } from '../../domain/ledger/enrol';
import { presentAccount } from '../../domain/ledger/present';
import { type PurchaseFacts, recordPurchase } from '../../domain/ledger/record-purchase';
import { insertCustomer } from '../customers/customer-store';
import { BusinessModel } from '../models/business-model';
import { insertProgram } from '../programs/program-store';
import type { TenantContext } from '../tenant';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { Ledger } from './ledger';

let database: TestDatabase;
let ledger: Ledger;
let tenant: TenantContext;
const start = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  database = await createTestDatabase();
  ledger = new Ledger(database.knex);
  tenant = { businessId: uuid(), actor: 'user:owner' };
  await BusinessModel.query(database.knex).insert({
    id: tenant.businessId,
    name: 'Corner Coffee',
    timezone: 'Europe/London',
    currency: 'USD',
  });
});
afterAll(() => database?.drop());

async function punchCard(): Promise<string> {
  const id = uuid();
  const change = createProgram(
    {
      name: 'Coffee card',
      description: null,
      ruleType: 'PUNCH_CARD',
      ruleConfigDomain: 'SIMPLE',
      ruleConfig: {
        punchesRequired: 2,
        rewardType: 'free_item',
        rewardValue: 'coffee',
        rewardDescription: 'Free coffee',
      },
      startsAt: start,
      endsAt: null,
      timezone: 'Europe/London',
      currency: 'USD',
      locationIds: null,
      ...definitionDefaults,
    },
    { id, businessId: tenant.businessId, actor: tenant.actor, commandId: null, isActive: true, at: start },
  );
  await database.knex.transaction((trx) => insertProgram(trx, change));
  return id;
}

const purchase = (over: Partial<PurchaseFacts> = {}): PurchaseFacts => ({
  id: uuid(),
  externalId: uuid(),
  locationId: null,
  locationTimezone: null,
  occurredAt: start + 1000,
  currency: 'USD',
  lines: [{ quantity: 1, amount: 400 }],
  discount: 0,
  contentSha256: '00',
  ...over,
});

test('tills racing for one customer: every purchase counts once', async () => {
  const programId = await punchCard();
  const now = start + 5000;
  const { customer } = await insertCustomer(database.knex, tenant, {
    id: uuid(),
    externalId: 'c1',
    name: null,
    email: null,
    attributes: {},
    at: start,
  });
  const request = { customerId: customer.id, now, holdings: false };
  await ledger.change(tenant, request, (sheet) => enrol(sheet, programId, start, now));
  const context = { actor: tenant.actor, now, newId: uuid };
  const second = new Ledger(database.knex);
  await Promise.all(
    Array.from({ length: 21 }, (_, i) =>
      (i % 2 === 0 ? ledger : second).change(tenant, request, (sheet) =>
        recordPurchase(sheet, purchase(), new Map(), context),
      ),
    ),
  );
  const sheet = await ledger.read(tenant, { ...request, holdings: true });
  const line = sheet?.lines.find(({ program }) => program.id === programId);
  expect(line?.rewards).toHaveLength(10);
  const view = presentAccount(customer.id, line!.program, line!.account!, line!, now);
  expect(view.progress).toEqual({ unit: 'punches', current: 1, required: 2, missing: 1 });
  expect(sheet?.sequence).toBe(1 + 21 * 2 + 10);
});
