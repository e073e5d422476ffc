/** Ids that were added within the last while. */
export interface RecentIds {
  add(id: string): void;
  ids(): string[];
}

/** Remembers ids for `forMs` milliseconds. */
export function createRecentIds(forMs: number, now: () => number = Date.now): RecentIds {
  const until = new Map<string, number>();
  return {
    add(id) {
      until.set(id, now() + forMs);
    },
    ids() {
      for (const [id, end] of until) if (end <= now()) until.delete(id);
      return [...until.keys()];
    },
  };
}
