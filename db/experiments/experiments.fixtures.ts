import { v7 as uuid } from 'uuid';
import type { Variant } from '../../domain/experiments/variant';
import { ruleFor } from '../../domain/rules';
import { createdProgram } from '../../test/support/programs';
import { insertProgram } from '../programs/program-store';
import type { TenantContext } from '../tenant';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { insertExperiment } from './experiment-store';

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

/** A program of the first business. */
export async function newProgram(): Promise<string> {
  const change = createdProgram({ businessId: tenant.businessId, currency: 'USD' });
  await database.knex.transaction((trx) => insertProgram(trx, change));
  return change.program.id;
}

/** An experiment with a program of the first business; null while another one runs. */
export function started(programId: string, instant = start) {
  const facts = { programId, name: 'Eight or ten', metric: 'redemptionRate', variants } as const;
  return insertExperiment(database.knex, tenant, { ...facts, id: uuid(), at: instant });
}
