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
