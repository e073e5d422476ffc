/** `program_status` over rows as they are stored, schedules included, against `statusAt`. */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { decide } from '../../domain/program/commands';
import { settle } from '../../domain/program/due';
import type { Program } from '../../domain/program/program';
import { statusAt } from '../../domain/program/status';
import { anyKind, scheduleOf } from '../../domain/schedule/naive.fixtures';
import { createdProgram, day, hour, noon, programOf } from '../../test/support/programs';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import { bindListing } from './list-programs';
import { openDuringOf } from './open-during';
import { insertProgram } from './program-store';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const start = Date.UTC(2026, 0, 20, 5, 30);
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];

interface Question {
  readonly program: Program;
  readonly at: number;
}

/** Programs with schedules, settled now and then, each asked about until its next edges. */
const anyQuestions: fc.Arbitrary<Question[]> = fc
  .record({
    kind: anyKind,
    timezone: fc.constantFrom(...zones),
    startsIn: fc.constantFrom(null, -day, 30 * day),
    lasts: fc.constantFrom(null, 100 * day),
    waits: fc.nat(400 * day),
    command: fc.constantFrom(null, null, null, 'pause' as const, 'delete' as const, 'end' as const),
    offsets: fc.array(fc.oneof(fc.nat(3 * day), fc.nat(20 * day)), { minLength: 10, maxLength: 10 }),
  })
  .map(({ kind, timezone, startsIn, lasts, waits, command, offsets }) => {
    const startsAt = startsIn === null ? null : start + startsIn;
    const endsAt = lasts === null ? null : (startsAt ?? start) + lasts;
    const wish = { schedule: scheduleOf(kind), timezone, startsAt, endsAt, at: start };
    const settled = settle(createdProgram(wish).program, start + waits).program;
    const at = start + waits;
    const sent = { actor: 'user:ann', commandId: 'c', at } as const;
    const program = command === null ? settled : decide(settled, { name: command, ...sent }).change.program;
    return offsets.map((offset) => ({ program, at: at + offset }));
  });

async function answers(questions: readonly Question[]): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { status: string }[] }>(
    `SELECT program_status(lifecycle, starts_at, ends_at, deleted_at, open_during, at) AS status
     FROM jsonb_to_recordset(:rows) AS r (n int, lifecycle program_lifecycle, starts_at timestamptz,
       ends_at timestamptz, deleted_at timestamptz, open_during tstzmultirange, at timestamptz)
     ORDER BY n`,
    {
      rows: JSON.stringify(
        questions.map(({ program, at }, n) => ({
          n,
          lifecycle: program.lifecycle,
          starts_at: toTimestamp(program.startsAt),
          ends_at: toTimestamp(program.endsAt),
          deleted_at: toTimestamp(program.deletedAt),
          open_during: openDuringOf(program),
          at: toTimestamp(at),
        })),
      ),
    },
  );
  return rows.map(({ status }) => status);
}

test('SQL and TypeScript agree on 6,000 questions about programs with schedules', async () => {
  const questions = fc.sample(anyQuestions, { numRuns: 600, seed: 20_261_122 }).flat();
  const expected = questions.map(({ program, at }) => statusAt(program, at));
  expect(await answers(questions)).toEqual(expected);
  expect(new Set(expected)).toEqual(new Set(['SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED']));
});

const daily = (duration: string) => ({
  recurrence: { rrule: 'FREQ=DAILY', start: '2026-01-01T12:00', duration },
});

test('64 windows are written ahead, and a window that goes on has no end', () => {
  expect(openDuringOf(programOf({ schedule: daily('PT2H') }))?.split('),')).toHaveLength(64);
  expect(openDuringOf(programOf({ schedule: daily('P1D') }))).toBe('{[2026-11-22T12:00:00.000Z,)}');
});

test('nothing is written where windows decide nothing', () => {
  const blackouts = [{ from: '2026-12-24', to: '2026-12-26' }];
  expect(openDuringOf(programOf())).toBeNull();
  expect(openDuringOf(programOf({ schedule: { blackouts } }))).toBeNull();
  expect(openDuringOf(programOf({ schedule: daily('PT2H'), isActive: false }))).toBeNull();
});

test('every edge writes the windows that follow it', () => {
  const program = programOf({ schedule: daily('PT2H') });
  expect(openDuringOf(program)?.slice(0, 27)).toBe('{[2026-11-22T12:00:00.000Z,');
  const later = settle(program, noon + 40 * day).program;
  const next = toTimestamp(noon + 40 * day - hour + day);
  expect(openDuringOf(later)).toContain(`[${next},`);
  expect(openDuringOf(later)?.split('),')).toHaveLength(64);
});

async function businessWith(programs: number): Promise<string> {
  const { knex } = database;
  const id = randomUUID();
  await knex('businesses').insert({ id, name: 'Bar', timezone: 'UTC', currency: 'EUR' });
  const changes = Array.from({ length: programs }, (_, n) =>
    createdProgram({ businessId: id, name: `${n}`, schedule: daily('PT2H') }),
  );
  await Promise.all(changes.map((change) => insertProgram(knex, change)));
  return id;
}

test('a list by status is counted from the index alone, windows included', async () => {
  const { knex } = database;
  const businesses = await Promise.all(Array.from({ length: 10 }, () => businessWith(100)));
  await knex.raw('VACUUM ANALYZE loyalty_programs');
  const { statement, values } = bindListing(
    { businessId: businesses[0] as string, actor: 'system' },
    {
      statuses: ['ACTIVE'],
      ruleTypes: null,
      locationId: null,
      search: null,
      order: { by: 'createdAt', descending: true },
      from: { kind: 'offset', offset: 0 },
      limit: 21,
      counted: true,
      now: noon,
    },
  );
  const plan = await runPrepared<{ 'QUERY PLAN': string }>(
    knex,
    { name: 'explained', text: `EXPLAIN ${statement.text}` },
    values,
  );
  const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(lines).toMatch(
    /Limit[^\n]*\n\s+-> +Index Only Scan using idx_programs_business_(created|rule_type)/,
  );
});
