import { v7 as uuid } from 'uuid';
import type { Bench, BenchCase } from '../case';
import { openLoop } from '../load/open-loop';
import type { LoadRequest } from '../load/request';
import { figure } from '../report/figure';
import { under } from '../report/target';
import { punchCard } from '../sample-programs';
import { programsPath } from '../stack/product';

const offer = { perSecond: 10, seconds: 10, connections: 50 };

/** From a template to a live program in one request, at a rate at which owners could never click. */
export const fromTemplate: BenchCase = {
  name: 'from-template',
  async run(bench) {
    const ceiling = await openLoop(bench.bare, { ...offer, request: (index) => bareInsert(bench, index) });
    const product = await openLoop(bench.api, { ...offer, request: liveFromTemplate });
    await bench.settle();
    return [
      figure({
        case: `template to live program in one request, ${offer.perSecond}/s offered`,
        product,
        ceiling,
        ceilingName: 'the same offer to bare Koa and one INSERT',
        targets: [under('p95', 200)],
        notes: ['the product starts a workflow for each while it answers the others'],
      }),
    ];
  },
};

function liveFromTemplate(index: number): LoadRequest {
  const body = { templateId: 'coffee-punch-card', name: `From a template ${index}`, isActive: true };
  return { method: 'POST', path: programsPath, body };
}

function bareInsert({ preloaded: { businessId } }: Bench, index: number): LoadRequest {
  return {
    method: 'POST',
    path: '/insert',
    body: { ...punchCard(`Bare ${index}`), id: uuid(), businessId },
  };
}
