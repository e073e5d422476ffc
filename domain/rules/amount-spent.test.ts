import { testRefusals } from './validate.fixtures';

testRefusals('AMOUNT_SPENT', [
  [
    'nothing to spend',
    { thresholdAmount: 0 },
    [['/thresholdAmount', 'not_positive', 'Threshold amount must be greater than $0']],
  ],
  [
    'no threshold',
    { thresholdAmount: undefined },
    [['/thresholdAmount', 'required', 'Threshold amount is missing']],
  ],
  [
    'an unknown period',
    { resetPeriod: 'weekly' },
    [['/resetPeriod', 'not_allowed', 'Reset period must be one of monthly, quarterly, yearly, lifetime']],
  ],
  [
    'an over-precise cap',
    { caps: { perDay: 0.001 } },
    [['/caps/perDay', 'too_precise', 'Cap per day must have at most 2 decimals']],
  ],
]);
