import type { Knex } from 'knex';
import { inBatches } from '../in-batches';
import { runPrepared } from '../prepared';
import { type Change, isOvertaken, post, SheetChanged } from './post';

/**
 * Few lanes: a busy till's changes then share round trips and commits with those of others, and the database has a few
 * busy connections instead of many that get in each other's way. Under 64 in a batch: so many subtransactions Postgres
 * keeps at hand.
 */
const limits = { most: 32, lanes: 4 };

/**
 * A writer of changes that writes what is asked for at the same time in one transaction, each change for itself, as
 * `post` does. Whoever asked is told once that transaction is committed.
 */
export function createPostTogether(knex: Knex): (change: Change) => Promise<void> {
  const write = inBatches<Change, Error | null>(limits, (changes) =>
    changes.length === 1 ? writeOne(knex, changes[0] as Change) : writeMany(knex, changes),
  );
  return async (change) => {
    const failure = await write(change);
    if (failure !== null) throw failure;
  };
}

async function writeOne(knex: Knex, change: Change): Promise<(Error | null)[]> {
  await post(knex, change);
  return [null];
}

/** In the order of the customers' ids: two transactions that wait for one another's customers would never end. */
async function writeMany(knex: Knex, changes: readonly Change[]): Promise<(Error | null)[]> {
  const inOrder = changes.toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const docs = `[${inOrder.map(({ doc }) => doc).join(',')}]`;
  const [row] = await runPrepared<{ results: (Failure | null)[] }>(knex, sql, [docs]);
  const failures = new Map(inOrder.map((change, index) => [change, row?.results[index] ?? null]));
  return changes.map((change) => errorOf(failures.get(change) ?? null));
}

interface Failure {
  readonly code: string;
  readonly constraint: string;
  readonly message: string;
}

/** A deadlock with another process' batch costs one change its turn: it is decided again. */
const deadlock = '40P01';

function errorOf(failure: Failure | null): Error | null {
  if (failure === null) return null;
  if (failure.code === deadlock || isOvertaken(failure)) return new SheetChanged();
  return Object.assign(new Error(failure.message), { code: failure.code, constraint: failure.constraint });
}

const sql = { name: 'post_changes', text: 'SELECT post_changes($1::jsonb) AS results' };
