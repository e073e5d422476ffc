/**
 * Makes a function that is called for one thing do the work for many: one batch runs at a time, and what is asked for
 * meanwhile makes up the next, `most` at a time. Everybody who asked gets the result of their batch, or its error.
 */
export function inBatches<T, Result>(
  most: number,
  work: (items: readonly T[]) => Promise<Result>,
): (item: T) => Promise<Result> {
  let waiting: Waiting<T, Result>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const result = await work([...new Set(batch.map(({ item }) => item))]);
        for (const { resolve } of batch) resolve(result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}

interface Waiting<T, Result> {
  readonly item: T;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}
