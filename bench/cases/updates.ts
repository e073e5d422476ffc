import type { BenchCase } from '../case';
import { alternate } from '../load/alternate';
import { burst } from '../load/burst';
import { figure } from '../report/figure';
import { timesCeiling } from '../report/target';
import { editOf } from '../sample-programs';
import { programsPath } from '../stack/product';
import { bareInserts } from './bare-inserts';

const inFlight = 500;

/** Five hundred programs edited at the same moment, each another one. */
export const updates: BenchCase = {
  name: 'updates',
  async run(bench) {
    const { programIds } = bench.preloaded;
    const count = Math.min(inFlight, programIds.length);
    const compared = await alternate({
      rounds: bench.rounds,
      product: (round) =>
        burst(
          bench.api,
          programIds.slice(0, count).map((id, index) => ({
            method: 'PUT' as const,
            path: `${programsPath}/${id}`,
            body: editOf(index, `round ${round}`),
          })),
        ),
      ceiling: () => bareInserts(bench, count),
      settle: async () => void (await bench.settle()),
    });
    return [
      figure({
        case: `update, ${count} in flight at once`,
        ...compared,
        ceilingName: `bare Koa and one INSERT, ${count} in flight at once`,
        targets: [timesCeiling('p95', 4)],
      }),
    ];
  },
};
