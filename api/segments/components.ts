import Joi from 'joi';
import { segmentRuleSchema } from '../../domain/segments/schema';
import { instant, integer, text, uuid } from '../ledger/components';
import { type Components, type JsonSchema, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { segmentBody } from './segment-body';

/** The most decimals that a currency has. What a business's own currency allows is checked when a segment is stored. */
const mostDigits = 4;

/** Schemas of segments. */
export const segmentComponents: Components = {
  SegmentRule: {
    ...ruleSchema(),
    description: [
      'Who belongs to a segment: groups (`all`, `any`, `not`) over conditions, at most 10 levels deep and 100 conditions.',
      'Amounts are decimals of the currency of the business.',
    ].join(' '),
  },
  SegmentBody: bodySchema(),
  Segment: record({
    id: uuid,
    name: text,
    rule: ref('SegmentRule'),
    version: { ...integer, description: 'Raised by every change; the ETag.' },
    createdAt: instant,
    updatedAt: instant,
  }),
  SegmentList: record({
    data: { type: 'array', items: ref('Segment') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
  SegmentCount: record({
    segmentId: uuid,
    count: { ...integer, minimum: 0, description: 'Customers of the business who belong to it.' },
    countedAt: { ...instant, description: 'A count is kept for a minute, or until the segment is changed.' },
  }),
};

/** What Joi emits for rules; a rule within a rule is the component itself. */
function ruleSchema(): JsonSchema {
  const emitted = JSON.stringify(schemaOfJoi(segmentRuleSchema(Joi, mostDigits)));
  return JSON.parse(emitted.replaceAll('#/$defs/segmentRule', '#/components/schemas/SegmentRule'));
}

function bodySchema(): JsonSchema {
  const emitted = schemaOfJoi(segmentBody) as JsonSchema & { properties: Record<string, JsonSchema> };
  return { ...emitted, properties: { ...emitted.properties, rule: ref('SegmentRule') } };
}
