import { setTimeout as sleep } from 'node:timers/promises';
import { inBatches } from './in-batches';

test('one call runs at once; what is asked for meanwhile is done together, each thing once', async () => {
  const batches: (readonly number[])[] = [];
  const double = inBatches(3, async (items: readonly number[]) => {
    batches.push(items);
    await sleep(5);
    return items.length;
  });
  expect(await Promise.all([1, 2, 2, 3, 4, 5].map(double))).toEqual([1, 2, 2, 2, 2, 2]);
  expect(batches).toEqual([[1], [2, 3], [4, 5]]);
});

test('a batch that fails fails for those who asked for it, and for nobody else', async () => {
  const work = inBatches(2, async (items: readonly string[]) => {
    await sleep(1);
    if (items.includes('bad')) throw new Error('no');
    return items.length;
  });
  const results = await Promise.allSettled(['first', 'bad', 'unlucky', 'fine'].map(work));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
});
