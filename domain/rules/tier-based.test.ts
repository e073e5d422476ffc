import { tierBased, type TierBasedConfig } from './tier-based';
import { TestAccount } from './earn.fixtures';
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

const context = { currency: 'USD', timezone: 'Europe/Berlin', balance: 0 };
const spend = (at: string, amount: number) => ({
  transactionId: at,
  occurredAt: Date.parse(at),
  lines: [{ quantity: 1, amount }],
});
const config = (
  period: 'monthly' | 'yearly' | 'lifetime',
  evaluationPeriod: 'monthly' | 'yearly',
  gracePeriodMonths = 0,
): TierBasedConfig => ({
  tiers: [
    {
      name: 'Gold',
      threshold: { type: 'spending', value: 100, period },
      benefits: [],
      multipliers: { points: 2 },
    },
  ],
  evaluationPeriod,
  degradationRules: { enabled: true, gracePeriodMonths },
});
const stateOf = (account: TestAccount) => account.account.rule as typeof tierBased.initialState;

const member = (rules: TierBasedConfig): TestAccount => {
  const account = new TestAccount('TIER_BASED', rules);
  account.buy(spend('2026-03-10T12:00:00Z', 10_000));
  return account;
};

const after = (rules: TierBasedConfig, at: string): string | null => {
  const { state } = tierBased.tiers?.review(rules, context, stateOf(member(rules)), Date.parse(at)) ?? {};
  return state === undefined ? 'no review' : (tierBased.tiers?.current(rules, state)?.name ?? null);
};

describe('reviews', () => {
  test.each([
    ['a lifetime total is kept for ever', config('lifetime', 'monthly'), '2029-12-31T23:00:00Z', 'Gold'],
    ['a year that still runs is not judged', config('yearly', 'monthly'), '2026-09-30T22:00:00Z', 'Gold'],
    ['a year that ended is', config('yearly', 'monthly'), '2027-12-31T23:00:00Z', null],
    ['any month of the year keeps it', config('monthly', 'yearly'), '2026-12-31T23:00:00Z', 'Gold'],
    ['a month of another year does not', config('monthly', 'yearly'), '2027-12-31T23:00:00Z', null],
    [
      'nothing is judged between the ends of periods',
      config('monthly', 'monthly'),
      '2026-06-15T00:00:00Z',
      'Gold',
    ],
  ])('%s', (_what, rules, at, tierAfter) => {
    expect(after(rules, at)).toBe(tierAfter);
  });

  test('come at the end of each period, and when the grace after one is over', () => {
    const instants: string[] = [];
    let at: number | null = Date.parse('2026-10-31T23:00:00Z');
    for (let n = 0; n < 5 && at !== null; n += 1) {
      at = tierBased.tiers?.nextReviewAt(config('yearly', 'yearly', 14), context, at) ?? null;
      instants.push(new Date(at ?? 0).toISOString());
    }
    expect(instants).toEqual([
      '2026-12-31T23:00:00.000Z',
      '2027-02-28T23:00:00.000Z',
      '2027-12-31T23:00:00.000Z',
      '2028-02-29T23:00:00.000Z',
      '2028-12-31T23:00:00.000Z',
    ]);
  });

  test('never come where tiers are not lowered', () => {
    const { degradationRules: _none, ...rules } = config('yearly', 'yearly');
    expect(tierBased.tiers?.nextReviewAt(rules, context, 0)).toBeNull();
    expect(after(rules, '2027-12-31T23:00:00Z')).toBe('Gold');
  });

  test('happen once per instant', () => {
    const rules = config('monthly', 'monthly', 1);
    const first = tierBased.tiers?.review(
      rules,
      context,
      stateOf(member(rules)),
      Date.parse('2026-04-30T22:00:00Z'),
    );
    const again =
      first && tierBased.tiers?.review(rules, context, first.state, Date.parse('2026-04-30T22:00:00Z'));
    expect(again).toEqual({ state: first?.state });
    expect(first?.state.belowSince).toBe(Date.parse('2026-04-30T22:00:00Z'));
  });

  test('the multiplier is the one of the tier that is held, 1 below it', () => {
    const rules = config('monthly', 'monthly');
    expect(tierBased.tiers?.current(rules, tierBased.initialState)).toBeNull();
    expect(tierBased.tiers?.current(rules, stateOf(member(rules)))).toEqual({
      name: 'Gold',
      pointsMultiplier: 2,
    });
    const plain = { ...rules, tiers: rules.tiers.map(({ multipliers: _none, ...rest }) => rest) };
    expect(tierBased.tiers?.current(plain, stateOf(member(plain)))?.pointsMultiplier).toBe(1);
  });

  test('a tier in danger says when it falls, until it is earned again', () => {
    const rules = config('monthly', 'monthly', 1);
    const account = member(rules);
    const review = tierBased.tiers?.review(
      rules,
      context,
      stateOf(account),
      Date.parse('2026-04-30T22:00:00Z'),
    );
    account.account = { rule: review?.state ?? stateOf(account) };
    const fallsAt = (at: string) =>
      account.rule.progress(rules, context, account.account.rule, Date.parse(at)).tier?.lowersAt;
    expect(fallsAt('2026-05-05T12:00:00Z')).toBe(Date.parse('2026-05-31T22:00:00Z'));
    account.buy(spend('2026-05-06T12:00:00Z', 10_000));
    expect(fallsAt('2026-05-07T12:00:00Z')).toBeNull();
  });

  test('only the two latest periods that reached a tier are remembered, since when it is held all the same', () => {
    const account = member(config('monthly', 'monthly'));
    for (const month of ['04', '05', '06']) account.buy(spend(`2026-${month}-10T12:00:00Z`, 10_000));
    expect(
      stateOf(account).held.map(({ basis, since }) => [basis, new Date(since).toISOString().slice(0, 7)]),
    ).toEqual([
      ['spending/2026-05', '2026-03'],
      ['spending/2026-06', '2026-03'],
    ]);
  });
});
