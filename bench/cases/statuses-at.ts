import { setTimeout as pause } from 'node:timers/promises';
import { inParallel } from '../load/in-parallel';
import { Recorder } from '../load/recorder';
import type { Target } from '../load/request';
import type { Summary } from '../load/summary';
import { programsPath } from '../stack/product';
import type { Expected } from './activations';

const samples = 200;
const atOnce = 10;

/**
 * Reads statuses from the millisecond of the start on, long before most workflows woke: two lists, then a sample of the
 * programs one by one. Every wrong answer is an error.
 */
export async function statusesAt(
  api: Target,
  { startsAt, ids, name }: Expected & { readonly name: string },
): Promise<Summary> {
  const recorder = new Recorder();
  const check = async (path: string, wrong: (body: Read) => string | null): Promise<void> => {
    const since = performance.now();
    const response = await fetch(`http://${api.host}:${api.port}${path}`, { headers: api.headers });
    const problem = response.ok ? wrong((await response.json()) as Read) : `${response.status} for ${path}`;
    if (problem === null) recorder.add(performance.now() - since);
    else recorder.fail(problem);
  };
  const listed = (status: string, wanted: number) =>
    check(`${programsPath}?status=${status}&q=${encodeURIComponent(name)}`, ({ pagination }) =>
      pagination?.totalCount === wanted ? null : `${pagination?.totalCount} ${status} instead of ${wanted}`,
    );
  await listed('SCHEDULED', ids.length);
  while (Date.now() < startsAt) await pause(Math.max(1, startsAt - Date.now()));
  await Promise.all([listed('SCHEDULED', 0), listed('ACTIVE', ids.length)]);
  const step = Math.max(1, Math.floor(ids.length / samples));
  await inParallel(atOnce, Math.min(samples, ids.length), (index) =>
    check(`${programsPath}/${ids[index * step]}`, ({ status }) =>
      status === 'ACTIVE' ? null : `status ${status} after the start`,
    ),
  );
  return recorder.finish();
}

interface Read {
  readonly status?: string;
  readonly pagination?: { readonly totalCount: number };
}
