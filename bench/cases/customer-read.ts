import type { BenchCase } from '../case';
import { alternate } from '../load/alternate';
import { closedLoop } from '../load/closed-loop';
import { figure } from '../report/figure';
import { shareOfRate } from '../report/target';
import { openShop } from '../shop/open-shop';
import { purchases } from '../shop/purchases';
import { programsPath } from '../stack/product';
import { readers, spread } from './reading';

const customers = 2_000;

/** Reads of where customers stand in a program, after each has bought something. */
export const customerRead: BenchCase = {
  name: 'customer-read',
  async run(bench) {
    const { seconds, rounds } = bench;
    const { api, businessId, programIds, customerIds } = await openShop(bench, {
      types: ['POINTS_BASED'],
      customers,
    });
    bench.progress('  letting everybody buy something');
    await closedLoop(api, { connections: readers, seconds, request: purchases({ customerIds }) });
    await bench.settle();
    const [program] = programIds;
    const customer = (index: number): string => customerIds[spread(index, customers)] as string;
    const compared = await alternate({
      rounds,
      product: () =>
        closedLoop(api, {
          connections: readers,
          seconds,
          request: (index) => ({
            method: 'GET',
            path: `${programsPath}/${program}/customers/${customer(index)}`,
          }),
        }),
      ceiling: () =>
        closedLoop(bench.bare, {
          connections: readers,
          seconds,
          request: (index) => ({
            method: 'GET',
            path: `/account?business=${businessId}&program=${program}&customer=${customer(index)}`,
          }),
        }),
    });
    return [
      figure({
        case: `customer in a program, ${readers} connections`,
        ...compared,
        ceilingName: "bare Koa with the API's own statement for the same rows",
        targets: [shareOfRate(0.5)],
      }),
    ];
  },
};
