import type { Knex } from 'knex';

/** What the worker remembered under a name, or null. */
export async function recallFact(knex: Knex, name: string): Promise<string | null> {
  const row = await knex('worker_facts').where({ name }).first('value');
  return row?.value ?? null;
}

/** Remembers a value under a name, in place of an earlier one. */
export async function rememberFact(knex: Knex, name: string, value: string): Promise<void> {
  await knex('worker_facts').insert({ name, value }).onConflict('name').merge();
}
