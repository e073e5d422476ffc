import * as fc from 'fast-check';
import type { FreezeFacts } from '../program/freeze';

/** What a program may remember of its freezes, at instants from 0 to some hundred: a few, in order, the last one running. */
export const factsWithFreezes: fc.Arbitrary<FreezeFacts> = fc
  .tuple(
    fc.uniqueArray(fc.nat(150), { maxLength: 7 }),
    fc.option(fc.integer({ min: 1, max: 60 })),
    fc.boolean(),
  )
  .map(([edges, endsAfter, running]) => {
    const sorted = edges.toSorted((a, b) => a - b);
    const last = running && sorted.length % 2 === 1 ? (sorted.at(-1) ?? null) : null;
    const freezes = Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => ({
      from: sorted[2 * n] as number,
      to: sorted[2 * n + 1] as number,
    }));
    return {
      freezes,
      frozenSince: last,
      endsAt: last === null || endsAfter === null ? null : last + endsAfter,
    };
  });
