import type { BenchCase } from '../case';
import { alternate } from '../load/alternate';
import { burst } from '../load/burst';
import { figure } from '../report/figure';
import { timesCeiling } from '../report/target';
import { punchCard } from '../sample-programs';
import { programsPath } from '../stack/product';
import { bareInserts } from './bare-inserts';

const inFlight = 1_000;

/** A thousand programs created at the same moment. */
export const creates: BenchCase = {
  name: 'creates',
  async run(bench) {
    const compared = await alternate({
      rounds: bench.rounds,
      product: (round) =>
        burst(
          bench.api,
          Array.from({ length: inFlight }, (_, index) => ({
            method: 'POST' as const,
            path: programsPath,
            body: punchCard(`Burst ${round}-${index}`),
          })),
        ),
      ceiling: () => bareInserts(bench, inFlight),
      settle: async () => void (await bench.settle()),
    });
    return [
      figure({
        case: `create, ${inFlight} in flight at once`,
        ...compared,
        ceilingName: `bare Koa and one INSERT, ${inFlight} in flight at once`,
        targets: [timesCeiling('p95', 4)],
        notes: ['the product starts a workflow for each while it answers the others'],
      }),
    ];
  },
};
