import { type Components, record } from '../openapi/json-schema';

/** Schemas of what was. */
export const versionComponents: Components = {
  FieldChange: record({
    pointer: {
      type: 'string',
      description: 'JSON pointer to a field of the program. Lists of ids change as a whole.',
    },
    from: { description: 'Before; null also where the field was not there.' },
    to: { description: 'After; null also where the field is no more.' },
  }),
};
