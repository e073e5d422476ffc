import type { BenchCase } from '../case';
import { alternate } from '../load/alternate';
import { closedLoop } from '../load/closed-loop';
import { figure } from '../report/figure';
import { shareOfRate } from '../report/target';
import { programsPath } from '../stack/product';
import { readers, spread } from './reading';

/** Reads of one program by id, over all programs. */
export const getOne: BenchCase = {
  name: 'get',
  async run({ api, bare, preloaded, rounds, seconds }) {
    const { businessId, programIds } = preloaded;
    const id = (index: number): string => programIds[spread(index, programIds.length)] as string;
    const compared = await alternate({
      rounds,
      product: () =>
        closedLoop(api, {
          connections: readers,
          seconds,
          request: (index) => ({ method: 'GET', path: `${programsPath}/${id(index)}` }),
        }),
      ceiling: () =>
        closedLoop(bare, {
          connections: readers,
          seconds,
          request: (index) => ({ method: 'GET', path: `/one?business=${businessId}&id=${id(index)}` }),
        }),
    });
    return [
      figure({
        case: `get one, ${readers} connections`,
        ...compared,
        ceilingName: "bare Koa with the API's own statement for the same rows",
        targets: [shareOfRate(0.5)],
      }),
    ];
  },
};
