/** Calls that have not settled yet. A connection must outlive them: their retries would fail outside of any promise. */
export class InFlight {
  readonly #calls = new Set<Promise<unknown>>();

  /** Runs a call and counts it until it settles. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    const promise = call();
    this.#calls.add(promise);
    try {
      return await promise;
    } finally {
      this.#calls.delete(promise);
    }
  }

  /** Resolves when no call is left; each has a deadline of its own. */
  async settled(): Promise<void> {
    while (this.#calls.size > 0) await Promise.allSettled(this.#calls);
  }
}
