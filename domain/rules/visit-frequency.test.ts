import { testRefusals } from './validate.fixtures';

testRefusals('VISIT_FREQUENCY', [
  [
    'more visits than days',
    { visitsRequired: 8, withinDays: 7 },
    [
      [
        '/visitsRequired',
        'more_visits_than_days',
        'Visits required must not exceed within days (7), since one visit per day counts',
      ],
    ],
  ],
  [
    'one visit',
    { visitsRequired: 1 },
    [['/visitsRequired', 'out_of_range', 'Visits required must be between 2 and 365']],
  ],
  ['no days', { withinDays: '30' }, [['/withinDays', 'not_a_number', 'Within days must be a whole number']]],
  [
    'perhaps consecutive',
    { consecutiveRequired: 'yes' },
    [['/consecutiveRequired', 'not_a_boolean', 'Consecutive required must be true or false']],
  ],
]);
