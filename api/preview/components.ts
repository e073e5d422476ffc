import { instant, number, text } from '../ledger/components';
import { type Components, nullable, record, ref } from '../openapi/json-schema';

const part = (description: string) => ({ ...nullable(text), description });
const unit = { ...text, enum: ['points', 'punches', 'amount', 'visits', 'stamps'] };

/** What a preview is made of, for those that carry it within something else. */
export const previewParts = {
  card: { ...text, description: 'An SVG document, without references to anything outside.' },
  example: { oneOf: [ref('WorkedExample'), { type: 'null' }] },
};

/** Schemas of previews. */
export const previewComponents: Components = {
  Preview: record({
    sentence: { ...text, description: 'What a customer reads: the parts as one text.' },
    parts: record({
      rule: text,
      schedule: part('Windows and blackouts; null: open all the time.'),
      dates: part('Start and end; null without both.'),
      locations: part('Those that are open; null for all.'),
      segments: part('Who it is for; null for everyone.'),
    }),
    ...previewParts,
  }),
  WorkedExample: {
    ...record({
      visits: { type: 'array', items: ref('ExampleVisit') },
      reached: {
        type: 'boolean',
        description: 'Whether it ends with a reward or a tier; otherwise that takes more than 30 visits.',
      },
      balance: { type: ['integer', 'null'], description: 'Points in the end; null for other rules.' },
      balanceValue: { type: ['number', 'null'], description: 'What they are worth.' },
    }),
    description:
      'A customer who comes every day on which it is open. Null where no purchase earns anything by itself, and where it does not open within a year.',
  },
  ExampleVisit: record({
    occurredAt: instant,
    spent: number,
    category: nullable(text),
    earned: number,
    unit,
    progress: { oneOf: [ref('Progress'), { type: 'null' }] },
    rewards: { type: 'array', items: text },
    risesTo: { ...nullable(text), description: 'The tier that is reached.' },
    text: { ...text, description: 'The visit in words.' },
  }),
};
