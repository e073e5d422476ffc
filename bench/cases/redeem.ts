import { recordPurchase } from '../../domain/ledger/record-purchase';
import { v7 as uuid } from 'uuid';
import type { BenchCase } from '../case';
import { bareEarn, preparedNote, startBareEarns } from '../ceilings/bare-earns';
import { alternate } from '../load/alternate';
import { closedLoop } from '../load/closed-loop';
import { inParallel } from '../load/in-parallel';
import { figure } from '../report/figure';
import { rateAtLeast } from '../report/target';
import { openShop, type Shop } from '../shop/open-shop';
import { verified } from '../shop/verified';
import { programsPath } from '../stack/product';
import { spread, tills } from './reading';

const customers = 10_000;

/** Customers who spend a hundred points at a time, and have plenty. */
export const redeem: BenchCase = {
  name: 'redeem',
  async run(bench) {
    const shop = await openShop(bench, { types: ['POINTS_BASED'], customers });
    bench.progress('  giving everybody points');
    await inParallel(4, customers, (index) => fill(shop, shop.customerIds[index] as string));
    await bench.settle();
    const bare = await startBareEarns(bench, shop);
    const compared = await alternate({
      rounds: bench.rounds,
      product: () =>
        closedLoop(shop.api, {
          connections: tills,
          seconds: bench.seconds,
          request: (index) => ({
            method: 'POST',
            path: `${programsPath}/${shop.programIds[0]}/redemptions`,
            body: { customerId: shop.customerIds[spread(index, customers)], points: 100 },
          }),
        }),
      ceiling: () => bare.run(),
      settle: async () => void (await bench.settle()),
    });
    const notes = [await preparedNote(bare)];
    await bare.stop();
    const measured = figure({
      case: `redeem points, ${customers} customers, ${tills} connections`,
      ...compared,
      ceilingName: bareEarn,
      targets: [rateAtLeast(1_200)],
      notes,
    });
    return [await verified(bench, shop.businessId, measured)];
  },
};

/** A purchase of 10,000.00: a hundred thousand points. */
async function fill({ ledger, businessId }: Shop, customerId: string): Promise<void> {
  const now = Date.now();
  const facts = {
    id: uuid(),
    externalId: uuid(),
    locationId: null,
    locationTimezone: null,
    occurredAt: now,
    currency: 'USD',
    lines: [{ quantity: 1, amount: 1_000_000 }],
    discount: 0,
    contentSha256: '',
  };
  const context = { actor: 'system' as const, now, newId: uuid };
  await ledger.change({ businessId, actor: 'system' }, { customerId, now, holdings: false }, (sheet) =>
    recordPurchase(sheet, facts, new Map(), context),
  );
}
