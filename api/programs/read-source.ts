import type { Knex } from 'knex';
import { isDatabaseUnavailable } from '../../db/unavailable';
import type { ApiDependencies } from '../dependencies';

/** What was read, with the header that says so if it did not come from the primary. */
export interface Read<T> {
  readonly value: T;
  readonly headers: Readonly<Record<string, string>>;
}

const fresh = {};
/** Sent with answers that may lag, while nothing can be written. */
export const readOnlyHeaders = { 'X-Read-Only': 'true' };

/** How long a primary that did not answer is left alone: one request finds out, the others do not wait for it. */
const restMs = 1_000;
const resting = new WeakMap<Knex, { until: number; error: unknown }>();

/** Reads from the primary or, while that cannot be reached, from the replica. */
export async function readPrograms<T>(
  { knex, replica }: Pick<ApiDependencies, 'knex' | 'replica'>,
  read: (knex: Knex) => Promise<T>,
): Promise<Read<T>> {
  try {
    return { value: await readPrimary(knex, read), headers: fresh };
  } catch (error) {
    if (replica === null || !isDatabaseUnavailable(error)) throw error;
    return { value: await read(replica), headers: readOnlyHeaders };
  }
}

async function readPrimary<T>(knex: Knex, read: (knex: Knex) => Promise<T>): Promise<T> {
  const rest = resting.get(knex);
  if (rest !== undefined && Date.now() < rest.until) throw rest.error;
  try {
    return await read(knex);
  } catch (error) {
    if (isDatabaseUnavailable(error)) resting.set(knex, { until: Date.now() + restMs, error });
    throw error;
  }
}
