/** How much is done together. */
export interface BatchLimits {
  /** Things in one batch. */
  readonly most: number;
  /** Batches that run at the same time. */
  readonly lanes: number;
}

/**
 * Makes a function that is called for one thing do the work for many: while all lanes are busy, what is asked for
 * waits, and makes up the next batch. Nothing waits while a lane is free. `work` returns a result for each thing, in
 * their order; its error is that of everybody in the batch.
 */
export function inBatches<T, Result>(
  { most, lanes }: BatchLimits,
  work: (items: readonly T[]) => Promise<readonly Result[]>,
): (item: T) => Promise<Result> {
  let waiting: Waiting<T, Result>[] = [];
  let running = 0;

  async function run(): Promise<void> {
    running += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await work(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < lanes) void run();
    });
}

interface Waiting<T, Result> {
  readonly item: T;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}
