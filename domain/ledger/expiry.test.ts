import * as fc from 'fast-check';
import { hour, noon } from '../../test/support/programs';
import type { FreezeFacts } from '../program/freeze';
import { expiryOf, hasExpired, knownExpiryOf } from './expiry';
import { factsWithFreezes } from './freezes.fixtures';

const program = (more: Partial<FreezeFacts> = {}): FreezeFacts => ({
  freezes: [],
  frozenSince: null,
  endsAt: null,
  ...more,
});
const lot = (expiresAt: number | null, earnedAt = noon) => ({ expiresAt, earnedAt });
const at = (hours: number) => noon + hours * hour;
const freeze = (from: number, to: number) => ({ from: at(from), to: at(to) });

test.each([
  ['without a freeze', program(), at(5), at(9)],
  ['as long as a freeze took', program({ freezes: [freeze(1, 4)] }), at(5), at(8)],
  ['not by what came before it was held', program({ freezes: [freeze(-4, -1)] }), at(5), at(5)],
  ['by the part of a freeze in which it was held', program({ freezes: [freeze(-4, 1)] }), at(5), at(6)],
  ['not after it expired', program({ freezes: [freeze(5, 8)] }), at(5), at(5)],
  [
    'again, because the first one moved it into the second',
    program({ freezes: [freeze(1, 4), freeze(6, 8)] }),
    at(5),
    at(10),
  ],
  [
    'not by the second, before which it expired',
    program({ freezes: [freeze(1, 2), freeze(6, 8)] }),
    at(5),
    at(6),
  ],
])('expiry moves %s', (_what, facts, expiresAt, moved) => {
  expect(expiryOf(lot(expiresAt), facts, at(20))).toBe(facts.freezes.length === 0 ? expiresAt : moved);
});

test('what never expires does not begin to', () => {
  expect(expiryOf(lot(null), program({ freezes: [freeze(1, 2)], frozenSince: at(3) }), at(9))).toBeNull();
});

test('while a freeze runs, the rest of its time stays', () => {
  const facts = program({ frozenSince: at(2) });
  for (const hours of [2, 3, 700]) {
    expect(expiryOf(lot(at(5)), facts, at(hours))).toBe(at(hours + 3));
    expect(hasExpired(lot(at(5)), facts, at(hours))).toBe(false);
  }
  expect(hasExpired(lot(at(2)), facts, at(2))).toBe(true);
  expect(knownExpiryOf(lot(at(5)), facts)).toBe(at(5));
});

test('an end stops it', () => {
  const facts = program({ frozenSince: at(2), endsAt: at(4) });
  expect(expiryOf(lot(at(5)), facts, at(100))).toBe(at(7));
  expect([hasExpired(lot(at(5)), facts, at(7) - 1), hasExpired(lot(at(5)), facts, at(7))]).toEqual([
    false,
    true,
  ]);
});

/** The naive model: a clock that stands still while expiry is frozen, tick by tick. */
function expiredByTicks(
  held: { expiresAt: number; earnedAt: number },
  facts: FreezeFacts,
  now: number,
): boolean {
  let left = held.expiresAt - held.earnedAt;
  for (let tick = held.earnedAt; tick < now && left > 0; tick += 1) {
    const finished = facts.freezes.some(({ from, to }) => tick >= from && tick < to);
    const running =
      facts.frozenSince !== null && tick >= facts.frozenSince && tick < (facts.endsAt ?? Infinity);
    if (!finished && !running) left -= 1;
  }
  return left <= 0;
}

test('something expires when the time that was not frozen is used up', () => {
  fc.assert(
    fc.property(
      factsWithFreezes,
      fc.nat(120),
      fc.integer({ min: 1, max: 80 }),
      fc.nat(250),
      (facts, earnedAt, life, now) => {
        const held = { earnedAt, expiresAt: earnedAt + life };
        // What is held now was there before now, and nothing was decided before the latest thing that is known.
        const latest = Math.max(now, earnedAt, facts.frozenSince ?? 0, ...facts.freezes.map(({ to }) => to));
        expect(hasExpired(held, facts, latest)).toBe(expiredByTicks(held, facts, latest));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('an expiry that is known never lies after the real one', () => {
  fc.assert(
    fc.property(
      factsWithFreezes,
      fc.nat(120),
      fc.integer({ min: 1, max: 80 }),
      fc.nat(400),
      (facts, earnedAt, life, now) => {
        const held = { earnedAt, expiresAt: earnedAt + life };
        expect(knownExpiryOf(held, facts)).toBeLessThanOrEqual(expiryOf(held, facts, now) ?? Infinity);
      },
    ),
  );
});
