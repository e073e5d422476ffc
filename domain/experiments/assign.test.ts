import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { assignVariant, bucketOf, sharesOf } from './assign';
import { md5First32 } from './md5';

const experiment = '01890000-0000-7000-8000-00000000000a';
const another = '01890000-0000-7000-8000-00000000000b';
const four = [
  { name: 'control', weight: 40 },
  { name: 'a', weight: 30 },
  { name: 'b', weight: 20 },
  { name: 'c', weight: 10 },
];

/** RFC 1321, appendix A.5. */
test.each([
  ['', 'd41d8cd9'],
  ['a', '0cc175b9'],
  ['abc', '90015098'],
  ['message digest', 'f96b697d'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d7'],
  ['12345678901234567890123456789012345678901234567890123456789012345678901234567890', '57edf4a2'],
])('MD5 of %j begins with %s', (text, digest) => {
  expect(md5First32(text)).toBe(Number.parseInt(digest, 16));
});

test('MD5 is that of everyone else, at every length', () => {
  const ascii = fc.string({
    unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)),
    maxLength: 200,
  });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(md5First32(text)).toBe(createHash('md5').update(text).digest().readUInt32BE(0));
    }),
  );
  expect(() => md5First32('é')).toThrow(RangeError);
});

/** Ids as a busy day makes them: nearly in sequence. */
const customers = Array.from({ length: 100_000 }, (_, i) =>
  uuid({ msecs: Date.UTC(2026, 10, 22) + Math.floor(i / 50) }),
);

/** What the sum of (found - expected)²/expected stays under in 999 of 1,000 cases, by degrees of freedom. */
const chiSquared999: Readonly<Record<number, number>> = { 3: 16.266, 15: 37.697, 99: 148.23 };

function chiSquared(found: readonly number[], expected: readonly number[]): number {
  return found.reduce((sum, count, i) => sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 1), 0);
}

test('100,000 customers are spread by the weights', () => {
  const found = new Map<string, number>();
  for (const customer of customers) {
    const { name } = assignVariant(experiment, customer, four);
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  const counts = four.map(({ name }) => found.get(name) ?? 0);
  expect(
    chiSquared(
      counts,
      four.map(({ weight }) => weight * 1_000),
    ),
  ).toBeLessThan(chiSquared999[3] ?? 0);
});

test('100,000 customers are spread evenly over all buckets', () => {
  const counts = Array.from({ length: 100 }, () => 0);
  for (const customer of customers) counts[bucketOf(experiment, customer)]! += 1;
  expect(
    chiSquared(
      counts,
      counts.map(() => 1_000),
    ),
  ).toBeLessThan(chiSquared999[99] ?? 0);
});

test('what a customer gets in one experiment says nothing of another', () => {
  const counts = Array.from({ length: 16 }, () => 0);
  const index = (id: string, customer: string) => four.indexOf(assignVariant(id, customer, four));
  for (const customer of customers) counts[index(experiment, customer) * 4 + index(another, customer)]! += 1;
  const expected = four.flatMap(({ weight }) => four.map((other) => weight * other.weight * 10));
  expect(chiSquared(counts, expected)).toBeLessThan(chiSquared999[15] ?? 0);
});

const variants = fc
  .tuple(
    fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,9}$/), { minLength: 2, maxLength: 4 }),
    fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([names, weights]) => {
    const own = weights.slice(0, names.length - 1);
    const rest = 100 - own.reduce((sum, weight) => sum + weight, 0);
    return names.map((name, i) => ({ name, weight: own[i] ?? rest }));
  });

test('a customer keeps the variant, in whatever order they are listed', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.uuid(),
      variants,
      fc.infiniteStream(fc.nat()),
      (id, customer, listed, order) => {
        const shuffled = listed
          .map((variant) => ({ variant, key: order.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ variant }) => variant);
        const { name } = assignVariant(id, customer, listed);
        expect(assignVariant(id, customer, shuffled).name).toBe(name);
        expect(assignVariant(id, customer, structuredClone(listed)).name).toBe(name);
      },
    ),
  );
});

test('shares cover every bucket once', () => {
  expect(sharesOf(four).map(({ variant, from, to }) => [variant.name, from, to])).toEqual([
    ['a', 0, 30],
    ['b', 30, 50],
    ['c', 50, 60],
    ['control', 60, 100],
  ]);
});

test.each([[[]], [four.slice(1)], [[...four, { name: 'd', weight: 5 }]]])(
  'refuses weights that do not add up: %j',
  (some) => {
    expect(() => assignVariant(experiment, another, some)).toThrow(
      'the weights of variants must add up to 100',
    );
  },
);
