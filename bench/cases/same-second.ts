import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, BenchCase } from '../case';
import { startBareTemporal } from '../ceilings/bare-temporal';
import { bareWakeUps } from '../ceilings/bare-wake-ups';
import { create } from '../load/create';
import { inParallel } from '../load/in-parallel';
import { medianOf } from '../load/summary';
import { figure, type Figure } from '../report/figure';
import { noError, shareOfRate } from '../report/target';
import { punchCard } from '../sample-programs';
import { backlog } from '../settle';
import { activations } from './activations';
import { statusesAt } from './statuses-at';

const count = 2_000;
/** Time to create that many and put their workflows to sleep. */
const leadMs = 75_000;

/** Two thousand programs with the same start: right at once by the clock, and woken as fast as Temporal can. */
export const sameSecond: BenchCase = {
  name: 'same-second',
  async run(bench) {
    const bare = async () => {
      bench.progress(`  ${count} bare workflows wake at the same instant`);
      const temporal = await startBareTemporal(bench.temporalAddress, bench.logDir);
      return bareWakeUps(temporal, count).finally(() => temporal.stop());
    };
    const before = await bare();
    const { statuses, events, notes } = await product(bench);
    await bench.settle();
    const ceiling = medianOf([before, await bare()]);
    return [
      figure({
        case: `${count} starts in one second: status read at once`,
        product: statuses,
        targets: [noError],
      }),
      figure({
        case: `${count} starts in one second: events out`,
        product: events,
        ceiling,
        ceilingName: 'bare workflows that sleep until the same instant and run one local activity',
        targets: [shareOfRate(0.7)],
        notes: ['latency is from the common start to the event in the stream', ...notes],
      }),
    ] satisfies Figure[];
  },
};

async function product(bench: Bench) {
  const startsAt = Math.ceil((Date.now() + leadMs) / 1000) * 1000;
  bench.progress(`  creating ${count} programs that start at ${new Date(startsAt).toISOString()}`);
  const name = `Same second ${startsAt}`;
  const ids: string[] = [];
  await inParallel(20, count, async (index) => {
    const body = { ...punchCard(`${name} ${index}`), startsAt: new Date(startsAt).toISOString() };
    ids.push(await create(bench.api, body));
  });
  bench.progress('  waiting for their workflows to sleep, and for the start');
  await bench.settle();
  const late = await backlog(bench.database);
  await pause(Math.max(0, startsAt - 1_500 - Date.now()));
  const [statuses, events] = await Promise.all([
    statusesAt(bench.api, { startsAt, name, ids }),
    activations(bench.redisUrl, { startsAt, ids }),
  ]);
  const notes =
    late.alarms === 0 && late.events === 0
      ? []
      : [`${late.alarms} workflows were not asleep at the start, ${late.events} events not out`];
  return { statuses, events, notes };
}
