import { v7 as uuid } from 'uuid';
import type { Bench, BenchCase } from '../case';
import { openLoop, summaryOf } from '../load/open-loop';
import type { LoadRequest } from '../load/request';
import { figure } from '../report/figure';
import { under } from '../report/target';
import { editOf, punchCard, ruleTypeOf } from '../sample-programs';
import { programsPath } from '../stack/product';
import { listOfActive, spread } from './reading';

const offer = { perSecond: 1_000, connections: 1_000 };
const productSeconds = 30;
const ceilingSeconds = 10;

type Kind = 'list' | 'get' | 'update' | 'create';

/** Fifty requests in the wanted proportions (70, 20, 8, 2 %), the rare kinds spread out. */
const pattern: readonly Kind[] = Array.from({ length: 50 }, (_, slot): Kind => {
  if (slot === 25) return 'create';
  if (slot % 12 === 6) return 'update';
  return slot % 5 === 4 ? 'get' : 'list';
});

const kindOf = (index: number): Kind => pattern[index % pattern.length] as Kind;

/** Everyday traffic: a thousand requests per second on schedule, from a thousand connections. */
export const mixed: BenchCase = {
  name: 'mixed',
  async run(bench) {
    bench.progress(`  the bare server for ${ceilingSeconds} s`);
    const ceiling = await openLoop(bench.bare, {
      ...offer,
      seconds: ceilingSeconds,
      request: (index) => bareRequest(bench, index),
    });
    bench.progress(`  the product for ${productSeconds} s`);
    const latencies: Record<Kind, number[]> = { list: [], get: [], update: [], create: [] };
    const product = await openLoop(bench.api, {
      ...offer,
      seconds: productSeconds,
      request: (index) => productRequest(bench, index),
      onLatency: (index, latencyMs) => latencies[kindOf(index)].push(latencyMs),
    });
    const perKind = Object.entries(latencies).map(([kind, values]) => {
      const { count, p50, p95, p99 } = summaryOf(values, productSeconds);
      return `${kind}: ${count} requests, p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
    });
    return [
      figure({
        case: `${offer.perSecond}/s offered for ${productSeconds} s, ${offer.connections} connections`,
        product,
        ceiling,
        ceilingName: `the same offer to bare Koa and one statement per request (a list: two), for ${ceilingSeconds} s`,
        targets: [under('p95', 100)],
        notes: perKind,
      }),
    ];
  },
};

function productRequest({ preloaded: { programIds } }: Bench, index: number): LoadRequest {
  const at = spread(index, programIds.length);
  const id = programIds[at] as string;
  switch (kindOf(index)) {
    case 'list':
      return { method: 'GET', path: `${programsPath}?${listOfActive(ruleTypeOf(index))}` };
    case 'get':
      return { method: 'GET', path: `${programsPath}/${id}` };
    case 'update':
      return { method: 'PUT', path: `${programsPath}/${id}`, body: editOf(at, `mixed ${index}`) };
    case 'create':
      return { method: 'POST', path: programsPath, body: punchCard(`Mixed ${index}`) };
  }
}

function bareRequest({ preloaded: { businessId, programIds } }: Bench, index: number): LoadRequest {
  const id = programIds[spread(index, programIds.length)] as string;
  switch (kindOf(index)) {
    case 'list':
      return {
        method: 'GET',
        path: `/list?business=${businessId}&status=ACTIVE&ruleType=${ruleTypeOf(index)}`,
      };
    case 'get':
      return { method: 'GET', path: `/one?business=${businessId}&id=${id}` };
    case 'update':
      return { method: 'PUT', path: '/update', body: { ...editOf(0, `mixed ${index}`), id } };
    case 'create':
      return {
        method: 'POST',
        path: '/insert',
        body: { ...punchCard(`Mixed ${index}`), id: uuid(), businessId },
      };
  }
}
