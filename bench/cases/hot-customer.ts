import type { Reply } from '../load/connection';
import type { Bench, BenchCase } from '../case';
import { closedLoop } from '../load/closed-loop';
import { figure, type Figure } from '../report/figure';
import { noError } from '../report/target';
import { openShop, type Shop } from '../shop/open-shop';
import { purchases } from '../shop/purchases';
import { verified } from '../shop/verified';

const connections = 50;

/** Fifty tills that all serve the same customer: nothing fails, and no point is lost or given twice. */
export const hotCustomer: BenchCase = {
  name: 'hot-customer',
  async run(bench) {
    const shop = await openShop(bench, { types: ['POINTS_BASED'], customers: 1 });
    let told = 0;
    const product = await closedLoop(shop.api, {
      connections,
      seconds: bench.seconds,
      request: purchases(shop),
      onReply: (reply) => {
        told += earnedOf(reply);
      },
    });
    const measured = figure({
      case: `one customer, ${connections} connections`,
      product,
      targets: [noError],
    });
    await bench.settle();
    return [await verified(bench, shop.businessId, await exact(bench, shop, told, measured))];
  },
};

function earnedOf({ status, body }: Reply): number {
  if (status !== 201) return 0;
  const { outcomes } = JSON.parse(body.toString('utf8')) as { outcomes: { earned: number }[] };
  return outcomes.reduce((sum, { earned }) => sum + earned, 0);
}

/** An error more if the balance is not what all answers together said. */
async function exact({ database }: Bench, shop: Shop, told: number, measured: Figure): Promise<Figure> {
  const row = await database('accounts').where({ customer_id: shop.customerIds[0] }).first('balance');
  const balance = Number(row?.balance);
  if (balance === told) return { ...measured, notes: [`balance ${balance}, as all answers add up to`] };
  const firstError = `the answers add up to ${told}, the balance is ${balance}`;
  const product = { ...measured.product, errors: measured.product.errors + 1, firstError };
  return { ...measured, product, met: false };
}
