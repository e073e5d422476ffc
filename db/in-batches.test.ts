import { setTimeout as sleep } from 'node:timers/promises';
import { inBatches } from './in-batches';

test('nothing waits while a lane is free; what waits is done together, each thing with its own result', async () => {
  const batches: (readonly number[])[] = [];
  const double = inBatches({ most: 3, lanes: 2 }, async (items: readonly number[]) => {
    batches.push(items);
    await sleep(5);
    return items.map((item) => item * 2);
  });
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(double))).toEqual([2, 4, 6, 8, 10, 12]);
  expect(batches).toEqual([[1], [2], [3, 4, 5], [6]]);
});

test('a batch that fails fails for those who asked for it, and for nobody else', async () => {
  const work = inBatches({ most: 2, lanes: 1 }, async (items: readonly string[]) => {
    await sleep(1);
    if (items.includes('bad')) throw new Error('no');
    return items;
  });
  const results = await Promise.allSettled(['first', 'bad', 'unlucky', 'fine'].map(work));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
});
