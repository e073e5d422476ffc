import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 60_000;
const intervalMs = 50;

/** Repeats an expectation until it holds; after a minute its last failure counts. For what happens elsewhere. */
export async function eventually<T>(expectation: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(intervalMs);
    }
  }
}
