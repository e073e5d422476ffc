import * as fc from 'fast-check';
import { anyPurchases, someConfigs, TestAccount } from './earn.fixtures';
import type { RuleConfig, RuleType } from './index';
import type { Purchase } from './purchase';

const end = Date.parse('2026-04-20T12:00:00Z');

/** Every item of every purchase, each as a refund of its own. */
const items = (purchases: readonly Purchase[]): (readonly [purchase: number, line: number])[] =>
  purchases.flatMap(({ lines }, n) =>
    lines.flatMap(({ quantity }, l) => Array.from({ length: quantity }, () => [n, l] as const)),
  );

/** Purchases, and their items in any order. */
const withRefunds = anyPurchases.chain((purchases) => {
  const all = items(purchases);
  return fc.tuple(fc.constant(purchases), fc.shuffledSubarray(all, { minLength: all.length }));
});

const play = (type: RuleType, config: RuleConfig, purchases: readonly Purchase[]): TestAccount => {
  const account = new TestAccount(type, config);
  for (const purchase of purchases) account.buy(purchase);
  return account;
};

const withCaps = someConfigs.map(
  ([type, config], n) =>
    [type, { ...config, caps: { perTransaction: 25, perDay: 40, maximumBalance: 90 } }, n] as const,
);

describe.each([...someConfigs.map(([type, config], n) => [type, config, n] as const), ...withCaps])(
  '%s %#',
  (type, config) => {
    test('refunds of everything, in any order and pieces, leave nothing behind', () => {
      fc.assert(
        fc.property(withRefunds, ([purchases, refunds]) => {
          const account = play(type, config, purchases);
          for (const [n, l] of refunds) {
            const { earned, shortfall } = account.refund(n, l, 1);
            expect(earned).toBeLessThanOrEqual(0);
            expect(shortfall).toBe(0);
          }
          expect({ ...account.account, days: {} }).toEqual({ rule: account.rule.initialState, days: {} });
          expect([account.balance, account.held, Object.keys(account.account.days ?? {})]).toEqual([
            0,
            [],
            [],
          ]);
        }),
        { numRuns: 25 },
      );
    });

    test('refunds in pieces end where one refund ends', () => {
      fc.assert(
        fc.property(withRefunds, fc.nat(), ([purchases, refunds], some) => {
          const returned = refunds
            .slice(0, some % (refunds.length + 1))
            .filter(([n]) => n === refunds[0]?.[0]);
          const inPieces = play(type, config, purchases);
          for (const [n, l] of returned) inPieces.refund(n, l, 1);
          const atOnce = play(type, config, purchases);
          for (const [n, lines] of atOnce.sold.entries()) {
            for (const l of lines.purchase.lines.keys()) {
              const count = returned.filter((item) => item[0] === n && item[1] === l).length;
              if (count > 0) atOnce.refund(n, l, count);
            }
          }
          expect([inPieces.account, inPieces.balance, inPieces.held]).toEqual([
            atOnce.account,
            atOnce.balance,
            atOnce.held,
          ]);
        }),
        { numRuns: 20 },
      );
    });
  },
);

const orderless = someConfigs.filter(([type]) => type !== 'VISIT_FREQUENCY');

test.each(orderless)('%s ends the same in whatever order purchases are reported', (type, config) => {
  const shuffled = anyPurchases.chain((purchases) =>
    fc.tuple(fc.constant(purchases), fc.shuffledSubarray([...purchases], { minLength: purchases.length })),
  );
  fc.assert(
    fc.property(shuffled, ([purchases, other]) => {
      const summary = (account: TestAccount): unknown => {
        const { tier, ...progress } = account.rule.progress(
          config,
          account.context,
          account.account.rule,
          end,
        );
        return [progress, tier?.name, tier?.heldBy, account.held.length, account.balance];
      };
      expect(summary(play(type, config, other))).toEqual(summary(play(type, config, purchases)));
    }),
    { numRuns: 25 },
  );
});

describe('caps', () => {
  const perTransaction = 20_000;
  const perDay = 30_000;
  const maximumBalance = 75_000;
  const config = {
    pointsPerDollar: 100,
    redemptionRate: 100,
    caps: { perTransaction, perDay, maximumBalance },
  };

  test('are never exceeded, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(anyPurchases, (purchases) => {
        const account = new TestAccount('POINTS_BASED', config);
        const byDay = new Map<string, number>();
        for (const purchase of purchases) {
          const { earned } = account.buy(purchase);
          const day = new Date(purchase.occurredAt).toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
          byDay.set(day, (byDay.get(day) ?? 0) + earned);
          expect(earned).toBeLessThanOrEqual(perTransaction);
          expect(byDay.get(day)).toBeLessThanOrEqual(perDay);
          expect(account.balance).toBeLessThanOrEqual(maximumBalance);
        }
      }),
    );
  });

  test('count rewards that are not yet used toward what a customer holds', () => {
    const account = new TestAccount('STAMP_CARD', {
      stampsRequired: 5,
      stampEarnRule: { type: 'per_visit', value: 4 },
      rewardType: 'credit',
      rewardValue: 1,
      rewardDescription: '$1',
      caps: { maximumBalance: 10 },
    });
    const buy = (n: number) =>
      account.buy({ transactionId: `t${n}`, occurredAt: end, lines: [{ quantity: 1, amount: 100 }] });
    expect([1, 2, 3, 4].map((n) => buy(n).earned)).toEqual([4, 4, 2, 0]);
    account.held.shift();
    expect(buy(5).earned).toBe(4);
  });
});

const spent = (refundPolicy: 'clamp' | 'negative'): (number | string | undefined)[] => {
  const account = new TestAccount('POINTS_BASED', { pointsPerDollar: 1, redemptionRate: 1, refundPolicy });
  account.buy({ transactionId: 't', occurredAt: end, lines: [{ quantity: 2, amount: 10_000 }] });
  account.balance -= 90;
  const { earned, shortfall, reasons } = account.refund(0, 0, 1);
  account.refund(0, 0, 1);
  return [earned, shortfall, reasons[0]?.code, account.balance];
};

describe('points that were spent before the refund', () => {
  test('are forgiven, or owed', () => {
    expect(spent('clamp')).toEqual([-10, 40, 'already_used', 0]);
    expect(spent('negative')).toEqual([-50, 0, 'already_used', -90]);
  });
});
