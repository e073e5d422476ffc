import * as fc from 'fast-check';
import { expiryOf } from '../../domain/ledger/expiry';
import { factsWithFreezes } from '../../domain/ledger/freezes.fixtures';
import { createTestDatabase, type TestDatabase } from '../test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const held = fc.record({ earnedAt: fc.nat(150), expiresAt: fc.option(fc.nat(250)) });

test('SQL and TypeScript agree on when 3,000 lots expire', async () => {
  const cases = fc.sample(fc.record({ facts: factsWithFreezes, held, now: fc.nat(300) }), 3_000);
  const rows = cases.map(({ facts, held: { earnedAt, expiresAt }, now }, n) => ({
    n,
    ...facts,
    earnedAt,
    expiresAt,
    now,
  }));
  const { rows: answers } = await database.knex.raw<{ rows: { expiry: number | null }[] }>(
    `SELECT expiry_of(instant("expiresAt"), instant("earnedAt"), freezes, instant("frozenSince"), instant("endsAt"), instant(now)) AS expiry
     FROM jsonb_to_recordset(?::jsonb) AS r (n int, "expiresAt" bigint, "earnedAt" bigint, freezes jsonb,
       "frozenSince" bigint, "endsAt" bigint, now bigint)
     ORDER BY n`,
    [JSON.stringify(rows)],
  );
  expect(answers.map(({ expiry }) => expiry)).toEqual(
    cases.map((one) => expiryOf(one.held, one.facts, one.now)),
  );
});
