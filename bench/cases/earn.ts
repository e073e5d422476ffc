import type { RuleType } from '../../domain/rules';
import type { Bench, BenchCase } from '../case';
import { bareEarn, preparedNote, startBareEarns } from '../ceilings/bare-earns';
import { alternate } from '../load/alternate';
import { closedLoop } from '../load/closed-loop';
import { figure } from '../report/figure';
import { rateAtLeast, shareOfRate, type Target, under } from '../report/target';
import { openShop } from '../shop/open-shop';
import { purchases } from '../shop/purchases';
import { verified } from '../shop/verified';
import { tills } from './reading';

/** Purchases of 10,000 customers in one program of points. */
export const earn: BenchCase = {
  name: 'earn',
  run: (bench) =>
    recordPurchases(bench, {
      types: ['POINTS_BASED'],
      customers: 10_000,
      targets: [shareOfRate(0.4), rateAtLeast(1_200), under('p99', 100)],
    }),
};

/** Purchases that count in five programs at once, each of another type. */
export const earnFive: BenchCase = {
  name: 'earn-five',
  run: (bench) =>
    recordPurchases(bench, {
      types: ['POINTS_BASED', 'PUNCH_CARD', 'AMOUNT_SPENT', 'TIER_BASED', 'STAMP_CARD'],
      customers: 2_000,
      targets: [rateAtLeast(600)],
    }),
};

interface Wish {
  readonly types: readonly RuleType[];
  readonly customers: number;
  readonly targets: readonly Target[];
}

async function recordPurchases(bench: Bench, { types, customers, targets }: Wish) {
  const shop = await openShop(bench, { types, customers });
  await bench.settle();
  const bare = await startBareEarns(bench, shop);
  const compared = await alternate({
    rounds: bench.rounds,
    product: () =>
      closedLoop(shop.api, { connections: tills, seconds: bench.seconds, request: purchases(shop) }),
    ceiling: () => bare.run(),
    settle: async () => void (await bench.settle()),
  });
  const notes = [await preparedNote(bare)];
  await bare.stop();
  const measured = figure({
    case: `earn in ${types.length} program(s), ${customers} customers, ${tills} connections`,
    ...compared,
    ceilingName: bareEarn,
    targets,
    notes,
  });
  return [await verified(bench, shop.businessId, measured)];
}
