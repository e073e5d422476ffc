const programIds = ['0190d3c4-7d1e-7c3a-9b0e-4f5d6a7b8c01', '0190d3c4-7d1e-7c3a-9b0e-4f5d6a7b8c02'];

/** Bodies that the API description shows. */
export const bulkExamples = {
  pause: { summary: 'Pause two programs', value: { action: 'pause', programIds } },
  pauseAll: {
    summary: 'Pause every program of a place that runs now',
    value: { action: 'pause', filter: { status: ['ACTIVE'], locationId: programIds[0] } },
  },
  update: {
    summary: 'Give two programs a longer grace period',
    value: { action: 'update', programIds, changes: { gracePeriodDays: 120 } },
  },
} as const;
