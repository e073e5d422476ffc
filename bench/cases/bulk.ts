import { randomUUID } from 'node:crypto';
import type { Bench, BenchCase } from '../case';
import { alternate } from '../load/alternate';
import { Connection } from '../load/connection';
import { create } from '../load/create';
import { inParallel } from '../load/in-parallel';
import { Recorder } from '../load/recorder';
import type { Summary } from '../load/summary';
import { figure } from '../report/figure';
import { under } from '../report/target';
import { punchCard } from '../sample-programs';
import { programsPath } from '../stack/product';
import { bareTransactions } from './bulk-ceiling';

const programsPerRequest = 100;
const actions = ['pause', 'resume'] as const;

/** A hundred programs paused, then resumed, each time by one request that answers with the result of every one. */
export const bulk: BenchCase = {
  name: 'bulk',
  async run(bench) {
    const programIds = await livePrograms(bench);
    const compared = await alternate({
      rounds: bench.rounds,
      product: () => pauseAndResume(bench, programIds),
      ceiling: () => bareTransactions(bench, programsPerRequest, actions.length),
      settle: async () => void (await bench.settle()),
    });
    return [
      figure({
        case: `pause or resume ${programsPerRequest} programs by one request`,
        ...compared,
        ceilingName: `${programsPerRequest} bare transactions (lock, update, insert), four at a time`,
        targets: [under('p95', 2_000)],
        notes: ['an answer before the last program has its result (202) counts as a failure'],
      }),
    ];
  },
};

async function pauseAndResume(bench: Bench, programIds: readonly string[]): Promise<Summary> {
  const connection = await Connection.open(bench.api);
  const recorder = new Recorder();
  for (const action of actions) {
    await recorder.measure(performance.now(), async () => {
      const body = { action, programIds };
      const reply = await connection.send({ method: 'POST', path: `${programsPath}/bulk`, body });
      return reply.status === 200 && allSucceeded(reply.body) ? reply : { ...reply, status: 500 };
    });
    // The workflows that one request wakes must not be paid for by the next one.
    await bench.settle();
  }
  connection.close();
  return recorder.finish();
}

function allSucceeded(body: Buffer): boolean {
  const { progress } = JSON.parse(body.toString('utf8')) as { progress: { succeeded: number } };
  return progress.succeeded === programsPerRequest;
}

/** Live programs whose workflows are asleep. */
async function livePrograms(bench: Bench): Promise<string[]> {
  const ids: string[] = [];
  await inParallel(20, programsPerRequest, async (index) => {
    ids.push(await create(bench.api, { ...punchCard(`Bulk ${index} ${randomUUID()}`), isActive: true }));
  });
  await bench.settle();
  return ids;
}
