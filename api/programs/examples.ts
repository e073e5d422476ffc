/** Bodies that the API description shows, and that its tests send. */
export const createExamples = {
  punchCard: {
    summary: 'A punch card for coffee',
    value: {
      name: 'Coffee Punch Card',
      description: 'Buy 8 coffees, get the 9th free',
      ruleType: 'PUNCH_CARD',
      ruleConfigDomain: 'SIMPLE',
      ruleConfig: {
        punchesRequired: 8,
        minimumPurchaseAmount: 3.5,
        rewardType: 'free_item',
        rewardValue: 'free_coffee',
        rewardDescription: 'Free coffee of any size',
        categoryFilter: 'coffee',
        validHours: { start: 6, end: 14 },
      },
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: null,
      isActive: true,
    },
  },
} as const;
