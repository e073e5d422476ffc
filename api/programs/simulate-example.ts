import { createExamples } from './examples';

const { isActive: _, ...program } = createExamples.punchCard.value;

/** A card filled on three days. */
export const simulateExample = {
  threeDays: {
    summary: 'A punch card on three days',
    value: {
      program,
      transactions: ['2026-03-02', '2026-03-03', '2026-03-04'].map((date) => ({
        occurredAt: `${date}T09:00:00Z`,
        lines: [{ category: 'coffee', quantity: 1, unitPrice: 4.5 }],
      })),
    },
  },
};
