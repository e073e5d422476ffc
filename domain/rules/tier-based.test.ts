import { type Json, testRefusals } from './validate.fixtures';

function tier(name: string, value: unknown, type = 'spending'): Json {
  return { name, threshold: { type, value, period: 'yearly' }, benefits: [] };
}

testRefusals('TIER_BASED', [
  ['no tiers', { tiers: [] }, [['/tiers', 'too_few', 'Tiers must have between 1 and 20 entries']]],
  ['tiers that are no list', { tiers: {} }, [['/tiers', 'not_a_list', 'Tiers must be a list']]],
  ['a tier that is none', { tiers: [3] }, [['/tiers/0', 'not_an_object', 'Tier must be an object']]],
  [
    'no evaluation',
    { evaluationPeriod: 'lifetime' },
    [['/evaluationPeriod', 'not_allowed', 'Evaluation period must be one of monthly, quarterly, yearly']],
  ],
  [
    'an endless grace',
    { degradationRules: { enabled: 1, gracePeriodMonths: 25 } },
    [
      ['/degradationRules/enabled', 'not_a_boolean', 'Degradation must be true or false'],
      ['/degradationRules/gracePeriodMonths', 'out_of_range', 'Grace period months must be between 0 and 24'],
    ],
  ],
  [
    'names that are the same, and thresholds that do not rise',
    { tiers: [tier('Gold', 500), tier('gold', 500), tier('Top', 499.99), tier('Visits', 5, 'visits')] },
    [
      [
        '/tiers/1/name',
        'duplicate_tier_name',
        'Tier name "gold" is used twice, give each tier a name of its own',
      ],
      [
        '/tiers/1/threshold/value',
        'thresholds_must_rise',
        'Threshold value must be greater than 500, the threshold of a lower tier',
      ],
      [
        '/tiers/2/threshold/value',
        'thresholds_must_rise',
        'Threshold value must be greater than 500, the threshold of a lower tier',
      ],
    ],
  ],
  [
    'half a visit, and a tenth of a cent',
    { tiers: [tier('A', 2.5, 'visits'), tier('B', 5.001)] },
    [
      [
        '/tiers/0/threshold/value',
        'too_precise',
        'Threshold value of visits or points must not have decimals',
      ],
      ['/tiers/1/threshold/value', 'too_precise', 'Threshold value must have at most 2 decimals'],
    ],
  ],
  [
    'values, benefits and multipliers of a wrong kind',
    {
      tiers: [
        { ...tier('A', 1), benefits: [7], multipliers: { 'a.b': 1, points: '2' } },
        tier('B', '5'),
        tier('C', Infinity),
      ],
    },
    [
      ['/tiers/0/benefits/0', 'not_text', 'Benefit must be text'],
      ['/tiers/0/multipliers/a.b', 'invalid_name', 'A name must have 1 to 40 letters, digits, "_" or "-"'],
      ['/tiers/0/multipliers/points', 'not_a_number', 'Multiplier must be a positive number'],
      ['/tiers/1/threshold/value', 'not_a_number', 'Threshold value must be a positive number'],
      ['/tiers/2/threshold/value', 'out_of_range', 'Threshold value must be at most 1,000,000,000'],
    ],
  ],
  [
    'a tier without a name',
    { tiers: [{ ...tier('A', 1), name: undefined }] },
    [['/tiers/0/name', 'required', 'Tier name is missing']],
  ],
]);
