import { v7 as uuid } from 'uuid';
import type { Bench } from '../case';
import { burst } from '../load/burst';
import type { Summary } from '../load/summary';
import { punchCard } from '../sample-programs';

/** What it costs to store so many programs at once without the product: one INSERT each, by Koa and pg. */
export function bareInserts({ bare, preloaded }: Bench, count: number): Promise<Summary> {
  const requests = Array.from({ length: count }, (_, index) => ({
    method: 'POST' as const,
    path: '/insert',
    body: { ...punchCard(`Bare ${index}`), id: uuid(), businessId: preloaded.businessId },
  }));
  return burst(bare, requests);
}
