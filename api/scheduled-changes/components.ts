import { instant, text, uuid } from '../ledger/components';
import { type Components, type JsonSchema, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { editBody } from '../programs/body-schema';
import { scheduledChangeBody } from './body';

/** What an edit can say, none of it required. */
function anyOfEdit(): JsonSchema {
  const { required: _, ...schema } = schemaOfJoi(editBody);
  return { ...schema, minProperties: 1 };
}

const { properties, ...body } = schemaOfJoi(scheduledChangeBody);

/** Schemas of scheduled changes. */
export const scheduledChangeComponents: Components = {
  ScheduledChangeBody: {
    ...body,
    properties: { ...(properties as Record<string, JsonSchema>), changes: ref('ProgramChanges') },
  },
  ProgramChanges: anyOfEdit(),
  ScheduledChange: record({
    id: uuid,
    at: instant,
    changes: ref('ProgramChanges'),
    requestedBy: { ...text, description: '`user:<id>` of whoever scheduled it.' },
    createdAt: instant,
  }),
  ScheduledChangeList: record({ data: { type: 'array', items: ref('ScheduledChange') } }),
};
