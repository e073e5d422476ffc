import { integer, text } from '../ledger/components';
import { type Components, record, schemaOfJoi } from '../openapi/json-schema';
import { rowBody } from './row';

const count = { type: 'integer', minimum: 0 } as const;

/** Schemas of imports. */
export const importComponents: Components = {
  OpeningBalance: { ...schemaOfJoi(rowBody), description: 'One line of the body.' },
  ImportReport: record({
    accepted: count,
    skipped: { ...count, description: 'Lines that were booked before.' },
    failed: count,
    errors: {
      type: 'array',
      items: record({
        line: { ...integer, description: 'Number of the line, from 1.' },
        pointer: text,
        code: text,
        message: text,
      }),
    },
  }),
};
