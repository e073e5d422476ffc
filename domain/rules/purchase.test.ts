import * as fc from 'fast-check';
import { paidLines, paidTotal, type Purchase, remainingPurchase, sum } from './purchase';

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 20 }),
  amount: fc.integer({ min: 0, max: 1_000_000_000_000 }),
});

const anyPurchase: fc.Arbitrary<Purchase> = fc
  .record({ lines: fc.array(line, { minLength: 1, maxLength: 8 }), share: fc.integer({ min: 0, max: 100 }) })
  .map(({ lines, share }) => ({
    transactionId: 't',
    occurredAt: 0,
    lines,
    discount: Number((BigInt(sum(lines)) * BigInt(share)) / 100n),
  }));

test('ten dollars off three lines: the cent that is left goes to the largest remainder', () => {
  const lines = [333, 333, 334].map((amount) => ({ quantity: 1, amount }));
  expect(
    paidLines({ transactionId: 't', occurredAt: 0, lines, discount: 100 }).map(({ amount }) => amount),
  ).toEqual([300, 300, 300]);
  expect(
    paidLines({ transactionId: 't', occurredAt: 0, lines, discount: 1 }).map(({ amount }) => amount),
  ).toEqual([333, 333, 333]);
});

test('a discount is never more than what was bought', () => {
  const purchase = { transactionId: 't', occurredAt: 0, lines: [{ quantity: 1, amount: 5 }], discount: 9 };
  expect([paidTotal(purchase), paidLines(purchase)[0]?.amount]).toEqual([0, 0]);
});

test('nothing can be taken off what is free', () => {
  const purchase = { transactionId: 't', occurredAt: 0, lines: [{ quantity: 1, amount: 0 }], discount: 9 };
  expect(paidLines(purchase).map(({ amount }) => amount)).toEqual([0]);
});

test('paid lines add up to what was paid, each within a minor unit of its exact share', () => {
  fc.assert(
    fc.property(anyPurchase, (purchase) => {
      const paid = paidLines(purchase);
      const total = BigInt(sum(purchase.lines));
      expect(sum(paid)).toBe(paidTotal(purchase));
      for (const [index, { amount }] of purchase.lines.entries()) {
        const share = BigInt(amount - (paid[index]?.amount ?? -1));
        const off = share * total - BigInt(purchase.discount ?? 0) * BigInt(amount);
        expect(share >= 0n && share <= BigInt(amount) && off < (total || 1n) && -off < (total || 1n)).toBe(
          true,
        );
      }
    }),
  );
});

const items = (kept: Purchase | null): number =>
  kept?.lines.reduce((count, { quantity }) => count + quantity, 0) ?? 0;

test('what remains depends on what was returned, and never grows with it', () => {
  fc.assert(
    fc.property(
      anyPurchase,
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 8, maxLength: 8 }),
      (purchase, returned) => {
        const less = remainingPurchase(purchase, returned);
        const more = remainingPurchase(
          purchase,
          returned.map((count) => Math.max(0, count - 1)),
        );
        expect(less === null ? 0 : paidTotal(less)).toBeLessThanOrEqual(more === null ? 0 : paidTotal(more));
        const bought = purchase.lines.map(({ quantity }, index) =>
          Math.max(0, quantity - (returned[index] ?? 0)),
        );
        expect(items(less)).toBe(bought.reduce((count, quantity) => count + quantity, 0));
      },
    ),
  );
});

test('nothing remains when everything is returned, everything when nothing is', () => {
  const purchase = { transactionId: 't', occurredAt: 0, lines: [{ quantity: 3, amount: 10 }], discount: 1 };
  expect(remainingPurchase(purchase, [3])).toBeNull();
  expect(remainingPurchase(purchase, [])).toEqual({
    ...purchase,
    lines: [{ quantity: 3, amount: 9 }],
    discount: 0,
  });
});
