import { testRefusals } from './validate.fixtures';

const perDollar = 'Points per dollar must be a positive number';

testRefusals('POINTS_BASED', [
  ['no points', { pointsPerDollar: 0 }, [['/pointsPerDollar', 'not_positive', perDollar]]],
  ['negative points', { pointsPerDollar: -1 }, [['/pointsPerDollar', 'not_positive', perDollar]]],
  ['points as text', { pointsPerDollar: 'NaN' }, [['/pointsPerDollar', 'not_a_number', perDollar]]],
  ['null points', { pointsPerDollar: null }, [['/pointsPerDollar', 'not_a_number', perDollar]]],
  [
    'too many points',
    { pointsPerDollar: 10_001 },
    [['/pointsPerDollar', 'out_of_range', 'Points per dollar must be at most 10,000']],
  ],
  [
    'over-precise points',
    { pointsPerDollar: 0.00001 },
    [['/pointsPerDollar', 'too_precise', 'Points per dollar must have at most 4 decimals']],
  ],
  [
    'nothing for points',
    { redemptionRate: 0 },
    [['/redemptionRate', 'not_positive', 'Redemption rate must be a positive number']],
  ],
  [
    'points that expire at once',
    { expirationMonths: 0 },
    [['/expirationMonths', 'out_of_range', 'Expiration months must be between 1 and 120']],
  ],
  [
    'bad categories',
    { categoryMultipliers: { Wine: 2, wine: 3, 'a b': 1, tea: 0 } },
    [
      ['/categoryMultipliers/a b', 'invalid_name', 'A name must have 1 to 40 letters, digits, "_" or "-"'],
      ['/categoryMultipliers/tea', 'not_positive', 'Category multiplier must be a positive number'],
      [
        '/categoryMultipliers/wine',
        'duplicate_category',
        'Category "wine" is listed twice, keep one of them (upper and lower case are the same)',
      ],
    ],
  ],
  [
    'categories that are none',
    { categoryMultipliers: [] },
    [
      [
        '/categoryMultipliers',
        'not_an_object',
        'Category multipliers must be an object of names and numbers',
      ],
    ],
  ],
  [
    'too many categories',
    { categoryMultipliers: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`c${n}`, 2])) },
    [['/categoryMultipliers', 'too_many', 'Category multipliers must have at most 100 entries']],
  ],
]);
