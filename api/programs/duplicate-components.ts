import { type Components, type JsonSchema, schemaOfJoi } from '../openapi/json-schema';
import { createBody } from './body-schema';

const { required: _, ...anyOfACreate } = schemaOfJoi(createBody) as JsonSchema & { required: string[] };

/** What a copy is to differ in. */
export const duplicateComponents: Components = {
  ProgramDuplicate: {
    ...anyOfACreate,
    description: 'Any field of a new program; what is left out is as in the original.',
  },
};
