import type { Bench, BenchCase } from '../case';
import { startBareTemporal } from '../ceilings/bare-temporal';
import { bareUpdates } from '../ceilings/bare-updates';
import { Connection } from '../load/connection';
import { create } from '../load/create';
import { inParallel } from '../load/in-parallel';
import { openLoop } from '../load/open-loop';
import { Recorder } from '../load/recorder';
import type { LoadRequest } from '../load/request';
import { medianOf, type Summary } from '../load/summary';
import { figure } from '../report/figure';
import { under } from '../report/target';
import { punchCard } from '../sample-programs';
import { programsPath } from '../stack/product';

const commands = ['activate', 'pause', 'resume'] as const;
const programsOneByOne = 20;
const offer = { perSecond: 20, seconds: 15, connections: 100 };
const bareUpdatesPerRound = 60;

/** Lifecycle commands, which wait for the program's workflow: one after another, and at a steady rate on many programs. */
export const lifecycle: BenchCase = {
  name: 'lifecycle',
  async run(bench) {
    const temporal = await startBareTemporal(bench.temporalAddress, bench.logDir);
    try {
      const before = await bareUpdates(temporal, bareUpdatesPerRound);
      bench.progress('  one after another');
      const alone = await oneByOne(bench);
      bench.progress(`  ${offer.perSecond}/s for ${offer.seconds} s`);
      const steady = await offered(bench);
      const ceiling = medianOf([before, await bareUpdates(temporal, bareUpdatesPerRound)]);
      const common = {
        ceiling,
        ceilingName: 'a bare update that runs one local activity, one after another',
        targets: [under('p95', 200)],
      };
      return [
        figure({ case: 'activate, pause, resume one by one', product: alone, ...common }),
        figure({
          case: `activate, pause, resume, ${offer.perSecond}/s offered`,
          product: steady,
          ...common,
        }),
      ];
    } finally {
      await temporal.stop();
    }
  },
};

async function oneByOne(bench: Bench): Promise<Summary> {
  const ids = await drafts(bench, programsOneByOne);
  const connection = await Connection.open(bench.api);
  const recorder = new Recorder();
  for (const id of ids) {
    for (const command of commands) {
      await recorder.measure(performance.now(), () => connection.send(post(id, command)));
    }
  }
  connection.close();
  return recorder.finish();
}

/** All activations first, then all pauses, then all resumptions: two commands never meet on one program. */
async function offered(bench: Bench): Promise<Summary> {
  const total = offer.perSecond * offer.seconds;
  const ids = await drafts(bench, total / commands.length);
  return openLoop(bench.api, {
    ...offer,
    request: (index) =>
      post(
        ids[index % ids.length] as string,
        commands[Math.floor(index / ids.length)] as (typeof commands)[number],
      ),
  });
}

/** Fresh drafts whose workflows are asleep. */
async function drafts(bench: Bench, count: number): Promise<string[]> {
  const ids: string[] = [];
  await inParallel(20, count, async (index) => {
    ids.push(await create(bench.api, { ...punchCard(`Draft ${index}`), startsAt: null, isActive: false }));
  });
  await bench.settle();
  return ids;
}

function post(id: string, command: string): LoadRequest {
  return { method: 'POST', path: `${programsPath}/${id}/${command}` };
}
