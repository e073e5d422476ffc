import type { BenchCase } from '../case';
import { alternate } from '../load/alternate';
import { closedLoop } from '../load/closed-loop';
import { figure } from '../report/figure';
import { shareOfRate } from '../report/target';
import { ruleTypeOf } from '../sample-programs';
import { programsPath } from '../stack/product';
import { listOfActive, readers } from './reading';

/** Lists of 20 programs, filtered by status and rule type, with their total. */
export const list: BenchCase = {
  name: 'list',
  async run({ api, bare, preloaded, rounds, seconds }) {
    const { businessId } = preloaded;
    const compared = await alternate({
      rounds,
      product: () =>
        closedLoop(api, {
          connections: readers,
          seconds,
          request: (index) => ({
            method: 'GET',
            path: `${programsPath}?${listOfActive(ruleTypeOf(index))}`,
          }),
        }),
      ceiling: () =>
        closedLoop(bare, {
          connections: readers,
          seconds,
          request: (index) => ({
            method: 'GET',
            path: `/list?business=${businessId}&status=ACTIVE&ruleType=${ruleTypeOf(index)}`,
          }),
        }),
    });
    return [
      figure({
        case: `list of 20, status and rule type, ${readers} connections`,
        ...compared,
        ceilingName: "bare Koa with the API's own statement (page and count) for the same rows",
        targets: [shareOfRate(0.5)],
      }),
    ];
  },
};
