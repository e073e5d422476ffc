import { createTestDatabase, type TestDatabase } from '../test-database';
import { lifecycles } from '../../domain/program/program';
import { type StatusFacts, statusAt } from '../../domain/program/status';
import { toTimestamp } from '../models/instants';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const noon = Date.UTC(2026, 10, 22, 12);

/** Small numbers from a fixed seed: the same rows in every run. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function randomRows(count: number): { facts: StatusFacts; at: number }[] {
  const numbers = randomNumbers(20_261_122);
  const pick = (of: number) => Math.floor(numbers.next().value * of);
  // Instants lie so close together that equal ones are frequent: boundaries are where definitions differ.
  const instant = () => noon + pick(7) - 3;
  return Array.from({ length: count }, () => ({
    facts: {
      lifecycle: lifecycles[pick(lifecycles.length)] ?? 'DRAFT',
      startsAt: pick(4) === 0 ? null : instant(),
      endsAt: pick(3) === 0 ? null : instant(),
      deletedAt: pick(5) === 0 ? instant() : null,
      schedule: null,
      timezone: 'UTC',
    },
    at: instant(),
  }));
}

test('SQL and TypeScript agree on the status of 5,000 random rows without a schedule', async () => {
  const rows = randomRows(5_000);
  const { rows: answers } = await database.knex.raw<{ rows: { status: string }[] }>(
    `SELECT program_status(lifecycle, starts_at, ends_at, deleted_at, NULL, at) AS status
     FROM jsonb_to_recordset(:rows) AS r (n int, lifecycle program_lifecycle, starts_at timestamptz,
       ends_at timestamptz, deleted_at timestamptz, at timestamptz)
     ORDER BY n`,
    {
      rows: JSON.stringify(
        rows.map(({ facts, at }, n) => ({
          n,
          lifecycle: facts.lifecycle,
          starts_at: toTimestamp(facts.startsAt),
          ends_at: toTimestamp(facts.endsAt),
          deleted_at: toTimestamp(facts.deletedAt),
          at: toTimestamp(at),
        })),
      ),
    },
  );
  expect(answers.map(({ status }) => status)).toEqual(rows.map(({ facts, at }) => statusAt(facts, at)));
  expect(new Set(answers.map(({ status }) => status)).size).toBe(5);
});
