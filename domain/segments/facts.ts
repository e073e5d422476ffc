/** What a rule can ask about a customer. */
export interface CustomerFacts {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly accounts: readonly {
    readonly programId: string;
    /** Epoch milliseconds. */
    readonly enrolledAt: number;
    readonly tier: string | null;
  }[];
  readonly purchases: readonly {
    /** Epoch milliseconds. */
    readonly occurredAt: number;
    readonly currency: string;
    /** What was paid for what the customer kept, in minor units; null when all of it was given back. */
    readonly kept: number | null;
  }[];
}

export const dayMs = 86_400_000;

/** Full days from an instant to now. */
export function fullDays(from: number, now: number): number {
  return Math.floor((now - from) / dayMs);
}

/** The purchases of the latest `withinDays` days, or of all time, that were not given back as a whole. */
export function purchasesWithin(
  { purchases }: CustomerFacts,
  now: number,
  withinDays: number | undefined,
): readonly { readonly occurredAt: number; readonly currency: string; readonly kept: number }[] {
  const after = withinDays === undefined ? Number.NEGATIVE_INFINITY : now - withinDays * dayMs;
  return purchases.flatMap(({ kept, ...purchase }) =>
    kept !== null && purchase.occurredAt > after && purchase.occurredAt <= now ? [{ ...purchase, kept }] : [],
  );
}
