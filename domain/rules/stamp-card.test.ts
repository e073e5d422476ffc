import { TestAccount } from './earn.fixtures';
import { stampCard } from './stamp-card';
import { testRefusals } from './validate.fixtures';

testRefusals('STAMP_CARD', [
  [
    'one stamp',
    { stampsRequired: 1 },
    [['/stampsRequired', 'out_of_range', 'Stamps required must be between 2 and 100']],
  ],
  [
    'half a stamp per visit',
    { stampEarnRule: { type: 'per_visit', value: 0.5 } },
    [
      [
        '/stampEarnRule/value',
        'not_a_whole_number',
        'Stamps earned must be a whole number, unless they are earned per dollar',
      ],
    ],
  ],
  [
    'negative stamps',
    { stampEarnRule: { type: 'per_dollar', value: -1 } },
    [['/stampEarnRule/value', 'not_positive', 'Stamps earned must be a positive number']],
  ],
  [
    'endless stamps',
    { stampEarnRule: { type: 'per_item', value: Infinity } },
    [['/stampEarnRule/value', 'out_of_range', 'Stamps earned must be at most 100']],
  ],
  ['no rule', { stampEarnRule: undefined }, [['/stampEarnRule', 'required', 'Stamp earn rule is missing']]],
]);

test('a purchase without lines earns nothing', () => {
  const context = { currency: 'USD', timezone: 'UTC', balance: 0 };
  const { reasons } = stampCard.measure(stampCard.defaults, context, {
    transactionId: 't',
    occurredAt: 0,
    lines: [],
  });
  expect(reasons.map(({ code }) => code)).toEqual(['nothing_bought']);
});

test('more stamps than can be counted are cut off; a hundred rewards are given, the rest stays on the card', () => {
  const account = new TestAccount('STAMP_CARD', {
    ...stampCard.defaults,
    stampEarnRule: { type: 'per_dollar', value: 100 },
  });
  const lines = Array.from({ length: 20 }, () => ({ quantity: 1, amount: 100_000_000_000 }));
  const { earned, issued, reasons } = account.buy({
    transactionId: 't',
    occurredAt: 0,
    lines: [...lines, ...lines],
  });
  expect([earned, issued.length, reasons.map(({ code }) => code)]).toEqual([
    1_000_000_000_000,
    100,
    ['quantity_out_of_range', 'rewards_at_once_limit'],
  ]);
});

test('a refund takes back the rewards that its own purchase gave before any later one', () => {
  const account = new TestAccount('STAMP_CARD', {
    ...stampCard.defaults,
    stampsRequired: 2,
    stampEarnRule: { type: 'per_visit', value: 2 },
  });
  const lines = [{ quantity: 1, amount: 100 }];
  for (const transactionId of ['a', 'b', 'c']) account.buy({ transactionId, occurredAt: 0, lines });
  expect(account.refund(1, 0, 1).revoked).toEqual(['r2']);
  account.held = account.held.filter(({ id }) => id !== 'r1');
  expect(account.refund(0, 0, 1).revoked).toEqual(['r3']);
});
