import { punchCard } from './punch-card';
import { testRefusals } from './validate.fixtures';

const context = { currency: 'USD', timezone: 'UTC', balance: 0 };
const punches = 'Punches required must be between 2 and 50';
const minimum = 'Minimum purchase amount must be greater than $0';
const reward = 'Reward value of';

testRefusals('PUNCH_CARD', [
  [
    'an endless reward value of no type',
    { rewardType: 'car', rewardValue: Infinity },
    [
      ['/rewardType', 'not_allowed', 'Reward type must be one of free_item, discount, credit'],
      ['/rewardValue', 'out_of_range', 'Reward value must be at most 1,000,000,000'],
    ],
  ],
  ['too few punches', { punchesRequired: 1 }, [['/punchesRequired', 'out_of_range', punches]]],
  ['too many punches', { punchesRequired: 51 }, [['/punchesRequired', 'out_of_range', punches]]],
  [
    'half a punch',
    { punchesRequired: 2.5 },
    [['/punchesRequired', 'not_a_whole_number', 'Punches required must be a whole number']],
  ],
  [
    'punches as text',
    { punchesRequired: '8' },
    [['/punchesRequired', 'not_a_number', 'Punches required must be a whole number']],
  ],
  ['endless punches', { punchesRequired: Infinity }, [['/punchesRequired', 'out_of_range', punches]]],
  [
    'no punches',
    { punchesRequired: undefined },
    [['/punchesRequired', 'required', 'Punches required is missing']],
  ],
  ['a minimum of zero', { minimumPurchaseAmount: 0 }, [['/minimumPurchaseAmount', 'not_positive', minimum]]],
  [
    'a negative minimum',
    { minimumPurchaseAmount: -3.5 },
    [['/minimumPurchaseAmount', 'not_positive', minimum]],
  ],
  [
    'a tenth of a cent',
    { minimumPurchaseAmount: 3.501 },
    [['/minimumPurchaseAmount', 'too_precise', 'Minimum purchase amount must have at most 2 decimals']],
  ],
  [
    'a huge minimum',
    { minimumPurchaseAmount: 1e300 },
    [['/minimumPurchaseAmount', 'out_of_range', 'Minimum purchase amount must be at most 1,000,000,000']],
  ],
  [
    'NaN',
    { minimumPurchaseAmount: Number.NaN },
    [['/minimumPurchaseAmount', 'not_a_number', 'Minimum purchase amount must be a number']],
  ],
  [
    'equal hours',
    { validHours: { start: 6, end: 6 } },
    [
      [
        '/validHours/end',
        'equal_hours',
        'End of valid hours must differ from their start; leave valid hours out to allow the whole day',
      ],
    ],
  ],
  [
    'hours of another day',
    { validHours: { start: 24, end: 25 } },
    [
      ['/validHours/start', 'out_of_range', 'Start of valid hours must be between 0 and 23'],
      ['/validHours/end', 'out_of_range', 'End of valid hours must be between 0 and 24'],
    ],
  ],
  [
    'hours that are none',
    { validHours: null },
    [['/validHours', 'not_an_object', 'Valid hours must be an object']],
  ],
  [
    'no category',
    { categoryFilter: '' },
    [['/categoryFilter', 'empty', 'Category filter must not be empty']],
  ],
  [
    'a category with spaces around it',
    { categoryFilter: ' tea' },
    [['/categoryFilter', 'surrounded_by_spaces', 'Category filter must not start or end with spaces']],
  ],
  [
    'a long category',
    { categoryFilter: 'x'.repeat(41) },
    [['/categoryFilter', 'too_long', 'Category filter must have at most 40 characters']],
  ],
  [
    'an unknown field',
    { punches: 3 },
    [['/punches', 'unknown_field', '"punches" is not a field here, remove it']],
  ],
  [
    'a name with a slash and a tilde',
    { 'a/b~c': 3 },
    [['/a~1b~0c', 'unknown_field', '"a/b~c" is not a field here, remove it']],
  ],
  [
    'an unknown reward',
    { rewardType: 'car' },
    [['/rewardType', 'not_allowed', 'Reward type must be one of free_item, discount, credit']],
  ],
  [
    'no reward value',
    { rewardValue: undefined, rewardType: 'car' },
    [
      ['/rewardType', 'not_allowed', 'Reward type must be one of free_item, discount, credit'],
      ['/rewardValue', 'required', 'Reward value is missing'],
    ],
  ],
  [
    'a number as a free item',
    { rewardValue: 3 },
    [['/rewardValue', 'reward_value_mismatch', `${reward} a free item must be text that names the item`]],
  ],
  ['a blank free item', { rewardValue: '' }, [['/rewardValue', 'empty', 'Reward value must not be empty']]],
  [
    'a discount over 100%',
    { rewardType: 'discount', rewardValue: 100.5 },
    [
      [
        '/rewardValue',
        'reward_value_mismatch',
        `${reward} a discount must be a percentage above 0 and up to 100`,
      ],
    ],
  ],
  [
    'a discount as text',
    { rewardType: 'discount', rewardValue: '10' },
    [
      [
        '/rewardValue',
        'reward_value_mismatch',
        `${reward} a discount must be a percentage above 0 and up to 100`,
      ],
    ],
  ],
  [
    'an over-precise discount',
    { rewardType: 'discount', rewardValue: 33.333 },
    [['/rewardValue', 'reward_value_mismatch', `${reward} a discount must have at most 2 decimals`]],
  ],
  [
    'a credit of nothing',
    { rewardType: 'credit', rewardValue: 0 },
    [['/rewardValue', 'reward_value_mismatch', `${reward} a credit must be an amount greater than $0`]],
  ],
  [
    'an over-precise credit',
    { rewardType: 'credit', rewardValue: 1.005 },
    [['/rewardValue', 'reward_value_mismatch', `${reward} a credit must have at most 2 decimals`]],
  ],
  [
    'no description',
    { rewardDescription: 7 },
    [['/rewardDescription', 'not_text', 'Reward description must be text']],
  ],
  [
    'an expiry of zero days',
    { rewardExpirationDays: 0 },
    [['/rewardExpirationDays', 'out_of_range', 'Reward expiration days must be between 1 and 3,650']],
  ],
  [
    'a cap of zero',
    { caps: { perDay: 0 } },
    [['/caps/perDay', 'out_of_range', 'Cap per day must be between 1 and 1,000,000,000']],
  ],
  [
    'an unknown cap',
    { caps: { perWeek: 1 } },
    [['/caps/perWeek', 'unknown_field', '"perWeek" is not a field here, remove it']],
  ],
  [
    'an unknown policy',
    { refundPolicy: 'maybe' },
    [['/refundPolicy', 'not_allowed', 'Refund policy must be one of clamp, negative']],
  ],
]);

test('hours end at midnight when they say 24', () => {
  const config = { ...punchCard.defaults, validHours: { start: 18, end: 24 } };
  const earned = ['17:59:59', '18:00:00', '23:59:59', '00:00:00'].map((time) => {
    const purchase = {
      transactionId: 't',
      occurredAt: Date.parse(`2026-03-02T${time}Z`),
      lines: [{ quantity: 1, amount: 1 }],
    };
    return punchCard.measure(config, context, purchase).quantity;
  });
  expect(earned).toEqual([0, 1, 1, 0]);
});

test('hours are those of the location, where it has a zone of its own', () => {
  const config = { ...punchCard.defaults, validHours: { start: 9, end: 10 } };
  const purchase = {
    transactionId: 't',
    occurredAt: Date.parse('2026-03-02T00:30:00Z'),
    lines: [{ quantity: 1, amount: 1 }],
  };
  expect(punchCard.measure(config, context, purchase).quantity).toBe(0);
  expect(punchCard.measure(config, context, { ...purchase, locationTimezone: 'Asia/Tokyo' }).quantity).toBe(
    1,
  );
});

test('a purchase without lines earns nothing', () => {
  const { quantity, reasons } = punchCard.measure(punchCard.defaults, context, {
    transactionId: 't',
    occurredAt: 0,
    lines: [],
  });
  expect([quantity, reasons.map(({ code }) => code)]).toEqual([0, ['nothing_bought']]);
});

test('a card that an edit made smaller gives what is due with the next punch', () => {
  const change = {
    transactionId: 't',
    occurredAt: 0,
    quantity: 1,
    held: [],
    rewardId: (n: number) => `r${n}`,
  };
  const config = { ...punchCard.defaults, punchesRequired: 3, rewardExpirationDays: 30 };
  const { state, issued } = punchCard.apply(config, context, { progress: 7 }, change);
  expect([state.progress, issued.map(({ id, cost, expiresAt }) => [id, cost, expiresAt])]).toEqual([
    2,
    [
      ['r0', 3, 30 * 86_400_000],
      ['r1', 3, 30 * 86_400_000],
    ],
  ]);
});
