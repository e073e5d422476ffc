import Joi from 'joi';
import { ruleConfigDomains, statuses } from '../../domain/program/program';
import { revisionKinds } from '../../domain/program/revision';
import { type RuleType, rules, ruleTypes } from '../../domain/rules';
import { ruleConfigSchema } from '../../domain/rules/validate';
import { scheduleSchema } from '../../domain/schedule/schema';
import { type Components, type JsonSchema, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { createBody, editBody } from './body-schema';
import { warningCodes } from './warnings';

const text = { type: 'string' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const cursor = nullable({ ...text, description: 'Null where the list ends.' });

/** `PUNCH_CARD` as part of a schema's name: `PunchCard`. */
function pascal(type: RuleType): string {
  return type.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const configName = (type: RuleType): string => `${pascal(type)}Config`;

/** One schema per rule type, and the choice between them by `ruleType`. */
function byRuleType(suffix: string, schemaFor: (type: RuleType) => JsonSchema): Components {
  const variants = ruleTypes.map((type) => [`${pascal(type)}${suffix}`, schemaFor(type)] as const);
  const mapping = Object.fromEntries(
    ruleTypes.map((type) => [type, `#/components/schemas/${pascal(type)}${suffix}`]),
  );
  return {
    ...Object.fromEntries(variants),
    [suffix]: {
      oneOf: variants.map(([name]) => ref(name)),
      discriminator: { propertyName: 'ruleType', mapping },
    },
  };
}

/** What Joi emits for a body, with the config of one rule type in place of any object. */
function bodySchema(schema: Joi.ObjectSchema, type: RuleType): JsonSchema {
  const emitted = schemaOfJoi(schema) as JsonSchema & { properties: Record<string, JsonSchema> };
  const dated = (name: string) => ({ ...emitted.properties[name], format: 'date-time' });
  return {
    ...emitted,
    properties: {
      ...emitted.properties,
      ruleType: { const: type, description: emitted.properties.ruleType?.description },
      ruleConfig: ref(configName(type)),
      schedule: { oneOf: [ref('Schedule'), { type: 'null' }] },
      startsAt: dated('startsAt'),
      endsAt: dated('endsAt'),
    },
  };
}

/** Only in answers to reads. */
const customerNumbers = {
  enrollmentCount: { ...count, description: 'Only where a program is read.' },
  activeParticipants: {
    ...count,
    description: 'Customers who earned or redeemed in the last 30 days. Only where a program is read.',
  },
  totalRedemptions: {
    ...count,
    description: 'Of points and rewards, without cancelled ones. Only where a program is read.',
  },
};

/** What Joi emits for a create, nothing of it required but the template that fills in the rest. */
function fromTemplateSchema(): JsonSchema {
  const { properties, ...rest } = schemaOfJoi(createBody) as JsonSchema & {
    properties: Record<string, JsonSchema>;
  };
  const templateId = {
    ...text,
    description: 'Id of one of `GET /templates`; what else is said overrides it.',
  };
  return { ...rest, properties: { templateId, ...properties }, required: ['templateId'] };
}

function programSchema(type: RuleType): JsonSchema {
  return record(
    {
      id: uuid,
      businessId: uuid,
      name: text,
      description: nullable(text),
      ruleType: { const: type },
      ruleConfigDomain: { type: 'string', enum: ruleConfigDomains },
      ruleConfig: ref(configName(type)),
      currency: text,
      timezone: text,
      locationIds: { type: ['array', 'null'], items: uuid },
      gracePeriodDays: count,
      endsSoonDays: count,
      schedule: { oneOf: [ref('Schedule'), { type: 'null' }] },
      segmentIds: { type: ['array', 'null'], items: uuid },
      priority: { type: 'integer' },
      exclusiveGroup: { oneOf: [ref('ExclusiveGroup'), { type: 'null' }] },
      onPause: ref('PauseBehaviour'),
      experimentId: nullable(uuid),
      isActive: { type: 'boolean' },
      startsAt: nullable(instant),
      endsAt: nullable(instant),
      status: { ...text, enum: statuses },
      earning: { type: 'boolean', description: 'Whether customers earn at this instant.' },
      earningReason: nullable({ ...text, description: 'Why not; null while they earn.' }),
      version: { type: 'integer', minimum: 1, description: 'Number of the latest revision; also the ETag.' },
      createdAt: instant,
      updatedAt: instant,
      activatedAt: nullable(instant),
      pausedAt: nullable(instant),
      endedAt: nullable(instant),
      deletedAt: nullable(instant),
      ...customerNumbers,
    },
    Object.keys(customerNumbers),
  );
}

const pages = {
  page: { type: 'integer', minimum: 1 },
  pageSize: count,
  totalPages: count,
  totalCount: count,
};

/** Named schemas of programs, made from the rule registry and from what validates. */
export const programComponents: Components = {
  ...Object.fromEntries(
    rules.map((rule) => [
      configName(rule.type),
      { title: rule.title, ...schemaOfJoi(ruleConfigSchema(Joi, rule.type, 'USD')), description: rule.docs },
    ]),
  ),
  ...byRuleType('ProgramCreate', (type) => bodySchema(createBody, type)),
  ProgramFromTemplate: fromTemplateSchema(),
  ProgramNew: { anyOf: [ref('ProgramCreate'), ref('ProgramFromTemplate')] },
  ...byRuleType('ProgramEdit', (type) => bodySchema(editBody, type)),
  ...byRuleType('Program', programSchema),
  Schedule: {
    ...schemaOfJoi(scheduleSchema(Joi)),
    description:
      'Windows that come again (an RFC 5545 RRULE, the first one, how long each is) and blackouts (local date-times, or whole days, the last included).',
  },
  ExclusiveGroup: record({ name: text, earns: { ...text, enum: ['first', 'best'] } }),
  PauseBehaviour: record({ freezeExpiry: { type: 'boolean' } }),
  ProgramCandidate: {
    type: 'object',
    description: 'A body as for creating or editing a program, finished or not.',
  },
  ProgramList: record({
    data: { type: 'array', items: ref('Program') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
  PagePagination: record(
    {
      ...pages,
      totalCountIsEstimate: { const: true, description: 'There are more than 10,000.' },
      nextCursor: cursor,
      prevCursor: cursor,
    },
    ['totalCountIsEstimate'],
  ),
  CursorPagination: record({ pageSize: count, nextCursor: cursor, prevCursor: cursor }),
  Revision: record({
    number: { type: 'integer', minimum: 1 },
    kind: { ...text, enum: revisionKinds },
    actor: { ...text, description: '`user:<id>`, `operator` or `system`.' },
    occurredAt: instant,
    recordedAt: instant,
    previousStatus: { type: ['string', 'null'], enum: [...statuses, null] },
    changes: { type: 'array', items: ref('FieldChange') },
    program: ref('Program'),
  }),
  RevisionList: record({ data: { type: 'array', items: ref('Revision') }, pagination: record(pages) }),
  Timeline: record({
    from: instant,
    until: { ...instant, description: 'Up to here every entry is listed.' },
    complete: { type: 'boolean', description: 'Whether `until` is what was asked for.' },
    data: {
      type: 'array',
      items: record({ at: instant, kind: { ...text, enum: revisionKinds }, scheduledChangeId: uuid }, [
        'scheduledChangeId',
      ]),
    },
  }),
  Validation: record({
    valid: { type: 'boolean' },
    errors: { type: 'array', items: ref('FieldError') },
    warnings: {
      type: 'array',
      items: ref('ProgramWarning'),
      description: 'What blocks nothing and had better be known. Empty as long as there are errors.',
    },
  }),
  ProgramWarning: record(
    {
      pointer: text,
      code: { ...text, enum: warningCodes },
      message: text,
      program: {
        ...record({ id: uuid, name: text }),
        description: 'The other program that it is about.',
      },
    },
    ['program'],
  ),
};
