import { v7 as uuid } from 'uuid';
import { assignVariant, bucketOf } from '../../domain/experiments/assign';
import {
  database,
  day,
  ended,
  newProgram,
  start,
  started,
  tenant,
  useBusinesses,
  variants,
} from './experiments.fixtures';
import { variantTotals } from './results';

const at = (instant: number): string => new Date(instant).toISOString();

useBusinesses();

/** A customer, enrolled at an instant or not at all. */
async function customer(programId: string, enrolledAt: number | null): Promise<string> {
  const id = uuid();
  const { businessId: business_id } = tenant;
  const created_at = at(start - 100 * day);
  await database.knex('customers').insert({ id, business_id, external_id: id, created_at });
  if (enrolledAt !== null) {
    const account = { program_id: programId, customer_id: id, business_id, state: '{}', created_at };
    await database.knex('accounts').insert({ ...account, enrolled_at: at(enrolledAt) });
  }
  return id;
}

let entries = 0;
async function entry(
  programId: string,
  customerId: string,
  kind: string,
  occurredAt: number,
  variant?: string,
) {
  entries += 1;
  await database.knex('ledger_entries').insert({
    program_id: programId,
    customer_id: customerId,
    number: entries,
    business_id: tenant.businessId,
    kind,
    quantity: 0,
    balance_after: 0,
    program_version: 1,
    logic_version: 1,
    actor: 'user:till',
    details: JSON.stringify(variant === undefined ? {} : { variant }),
    occurred_at: at(occurredAt),
    recorded_at: at(occurredAt),
  });
}

async function purchase(
  customerId: string,
  total: number,
  occurredAt: number,
  currency = 'USD',
): Promise<string> {
  const id = uuid();
  await database.knex('transactions').insert({
    id,
    business_id: tenant.businessId,
    external_id: id,
    customer_id: customerId,
    occurred_at: at(occurredAt),
    recorded_at: at(occurredAt),
    currency,
    total,
    discount: 0,
    lines: JSON.stringify([{ quantity: 2, amount: total }]),
    content_sha256: Buffer.alloc(1),
    answer: '{}',
  });
  return id;
}

test('the database assigns as the code does', async () => {
  const experimentId = uuid();
  const ids = Array.from({ length: 2_000 }, () => uuid());
  const { rows } = await database.knex.raw<{ rows: { id: string; bucket: number }[] }>(
    'SELECT id, experiment_bucket(CAST(? AS uuid), id) AS bucket FROM unnest(CAST(? AS uuid[])) AS id',
    [experimentId, ids],
  );
  expect(rows.map(({ bucket }) => bucket)).toEqual(rows.map(({ id }) => bucketOf(experimentId, id)));
});

test('what customers did is added up by variant, from the start to the end', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  const during = start + day;
  const now = start + 10 * day;
  const expected = new Map(
    variants.map(({ name }) => [
      name,
      { customers: 0, enrolled: 0, joined: 0, redeemed: 0, redemptions: 0, spend: 0, spendSquares: 0 },
    ]),
  );
  for (let i = 0; i < 40; i += 1) {
    const enrolledAt = [null, start - day, during, now + day][i % 4] ?? null;
    const id = await customer(programId, enrolledAt);
    const totals = expected.get(assignVariant(experiment.id, id, variants).name)!;
    totals.customers += 1;
    const paid = 100 * (i + 1);
    await purchase(id, paid, during);
    await purchase(id, 5_000, start - 1);
    await purchase(id, 6_000, now);
    await purchase(id, 7_000, during, 'EUR');
    totals.spend += paid;
    totals.spendSquares += paid ** 2;
    if (i % 4 === 1 || i % 4 === 2) {
      totals.enrolled += 1;
      totals.joined += i % 4 === 2 ? 1 : 0;
      await entry(programId, id, 'redeemed', start - 1);
      for (let n = 0; n < i % 3; n += 1) await entry(programId, id, 'redeemed', during);
      totals.redemptions += i % 3;
      totals.redeemed += i % 3 === 0 ? 0 : 1;
    }
  }
  const totals = await variantTotals(database.knex, tenant, experiment, now);
  expect(totals).toEqual(variants.map(({ name }) => ({ variant: name, ...expected.get(name) })));
  expect(Math.min(...totals.map(({ redeemed }) => redeemed))).toBeGreaterThan(0);
});

test('cancelled redemptions and what was given back do not count', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  const id = await customer(programId, start - day);
  await entry(programId, id, 'redeemed', start + 1);
  await entry(programId, id, 'redemption_cancelled', start + 2);
  const transaction = await purchase(id, 900, start + 3);
  await database.knex('refunds').insert({
    id: uuid(),
    business_id: tenant.businessId,
    external_id: uuid(),
    transaction_id: transaction,
    lines: JSON.stringify([{ line: 0, quantity: 1 }]),
    content_sha256: Buffer.alloc(1),
    answer: '{}',
    recorded_at: at(start + 4),
  });
  const { name } = assignVariant(experiment.id, id, variants);
  const totals = await variantTotals(database.knex, tenant, experiment, start + day);
  expect(totals.find(({ variant }) => variant === name)).toMatchObject({
    redeemed: 0,
    redemptions: 0,
    spend: 450,
    spendSquares: 450 ** 2,
  });
});

test('the ledger says in which variant a customer was; what was pinned before counts for nothing', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  const id = await customer(programId, start - day);
  const assigned = assignVariant(experiment.id, id, variants).name;
  const pinned = assigned === 'control' ? 'eight' : 'control';
  const customersIn = async (name: string) =>
    (await variantTotals(database.knex, tenant, experiment, start + day)).find(
      ({ variant }) => variant === name,
    )?.customers;
  await entry(programId, id, 'earned', start - 1, pinned);
  await entry(programId, id, 'earned', start + 1, 'of another experiment');
  // These name the config that earned, which may be that of an earlier experiment.
  await entry(programId, id, 'reversed', start + 1, pinned);
  await entry(programId, id, 'expired', start + 1, pinned);
  expect(await customersIn(assigned)).toBe(1);
  await entry(programId, id, 'earned', start + 2, pinned);
  expect(await customersIn(assigned)).toBe(0);
  expect(await customersIn(pinned)).toBe(1);
});

test('an ended experiment counts what happened until its end, whenever it is asked', async () => {
  const programId = await newProgram();
  const experiment = await started(programId);
  const buyer = await customer(programId, start);
  await purchase(buyer, 100, start);
  await purchase(buyer, 100, start + day);
  const over = await ended(experiment, start + day);
  const totals = await variantTotals(database.knex, tenant, over, start + 50 * day);
  expect(totals.reduce((sum, { spend }) => sum + spend, 0)).toBe(100);
});
