/** Silver from 100, Gold from 300 in a calendar month, reviewed at its end. */
export const monthlyTiers = (gracePeriodMonths: number) => tiersBy('monthly', gracePeriodMonths);

/** The same by years. */
export const yearlyTiers = (gracePeriodMonths: number) => tiersBy('yearly', gracePeriodMonths);

function tiersBy(period: 'monthly' | 'yearly', gracePeriodMonths: number) {
  const tier = (name: string, value: number) => ({
    name,
    threshold: { type: 'spending' as const, value, period },
    benefits: [],
  });
  return {
    ruleType: 'TIER_BASED' as const,
    ruleConfig: {
      tiers: [tier('Silver', 100), tier('Gold', 300)],
      evaluationPeriod: period,
      degradationRules: { enabled: true, gracePeriodMonths },
    },
  };
}
