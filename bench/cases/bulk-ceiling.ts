import type { Bench } from '../case';
import { copyTable } from '../ceilings/bare-sql';
import { inParallel } from '../load/in-parallel';
import { Recorder } from '../load/recorder';
import type { Summary } from '../load/summary';

const lanes = 4;
const logTable = 'bench_log';

/** So many transactions that lock a row, update it and append to a log, four at a time; `repetitions` of all of them. */
export async function bareTransactions(
  { database, preloaded }: Bench,
  count: number,
  repetitions: number,
): Promise<Summary> {
  await database.raw(`CREATE TABLE IF NOT EXISTS ${logTable} (id uuid, number integer, program jsonb)`);
  const ids = preloaded.programIds.slice(0, count);
  const recorder = new Recorder();
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const since = performance.now();
    await inParallel(lanes, ids.length, (index) =>
      database.transaction(async (trx) => {
        const id = ids[index] as string;
        await trx.raw(`SELECT * FROM ${copyTable} WHERE id = ? FOR UPDATE`, [id]);
        await trx.raw(`UPDATE ${copyTable} SET version = version + 1, updated_at = now() WHERE id = ?`, [id]);
        await trx.raw(`INSERT INTO ${logTable} VALUES (?, 1, '{}')`, [id]);
      }),
    );
    recorder.add(performance.now() - since);
  }
  return recorder.finish();
}
