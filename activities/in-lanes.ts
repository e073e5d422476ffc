/**
 * Works through items a few at a time. The first failure keeps the rest from being started and is thrown once
 * everything that was under way has ended; so does an abort, without an error.
 */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let failure: unknown;

  async function lane(): Promise<void> {
    for (const item of { [Symbol.iterator]: () => queue }) {
      if (failure !== undefined || signal.aborted) return;
      try {
        await work(item);
      } catch (error) {
        failure ??= error;
      }
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane));
  if (failure !== undefined) throw failure;
}
