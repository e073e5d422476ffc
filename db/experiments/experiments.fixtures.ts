import { v7 as uuid } from 'uuid';
import type { Variant } from '../../domain/experiments/variant';
import { ruleFor } from '../../domain/rules';
import { createdProgram } from '../../test/support/programs';
import { endExperiment, startExperiment } from '../../domain/experiments/start-and-end';
import type { Wish } from '../../test/support/programs';
import { insertProgram, lockProgram, saveProgram } from '../programs/program-store';
import type { TenantContext } from '../tenant';
import { createTestDatabase, type TestDatabase } from '../test-database';
import type { Experiment } from './experiment';
import { findExperiment, insertExperiment, endExperiment as storeEnd } from './experiment-store';

export const day = 86_400_000;
export const start = Date.UTC(2026, 10, 1);

const { defaults: ruleConfig } = ruleFor('PUNCH_CARD');
export const variants: Variant[] = [
  { name: 'control', weight: 60, control: true, ruleConfig },
  { name: 'eight', weight: 40, ruleConfig: { ...ruleConfig, punchesRequired: 8 } },
];

export let database: TestDatabase;
export let tenant: TenantContext;
export let other: TenantContext;

/** A database for the suite, and two new businesses for each test. */
export function useBusinesses(): void {
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    [tenant, other] = await Promise.all([newTenant(), newTenant()]);
  });
  afterAll(() => database?.drop());
}

async function newTenant(): Promise<TenantContext> {
  const businessId = uuid();
  await database
    .knex('businesses')
    .insert({ id: businessId, name: 'Shop', timezone: 'UTC', currency: 'USD' });
  return { businessId, actor: 'user:owner' };
}

/** A program of the first business, active long since. */
export async function newProgram(wish: Wish = {}): Promise<string> {
  const { businessId } = tenant;
  const change = createdProgram({ businessId, currency: 'USD', at: start - 100 * day, ...wish });
  await database.knex.transaction((trx) => insertProgram(trx, change));
  return change.program.id;
}

/** Starts an experiment on a program of the first business, as the product does. */
export async function started(programId: string, at = start): Promise<Experiment> {
  const id = uuid();
  await database.knex.transaction(async (trx) => {
    const program = (await lockProgram(trx, tenant, programId))!;
    const change = startExperiment(program, { id, variants }, { actor: 'user:owner', at });
    const facts = { name: 'Eight or ten', metric: 'redemptionRate', variants } as const;
    await insertExperiment(trx, tenant, { ...facts, id, programId, startedAt: change.program.updatedAt });
    await saveProgram(trx, change);
  });
  return (await findExperiment(database.knex, tenant, id, at))!;
}

/** Ends an experiment of the first business, as the product does. */
export async function ended({ id, programId }: Experiment, at: number, promoted: string | null = null) {
  await database.knex.transaction(async (trx) => {
    const program = (await lockProgram(trx, tenant, programId))!;
    const variant = variants.find(({ name }) => name === promoted) ?? null;
    await storeEnd(trx, tenant, { id, at, promoted });
    await saveProgram(trx, endExperiment(program, variant, { actor: 'user:owner', at }));
  });
  return (await findExperiment(database.knex, tenant, id, at))!;
}
