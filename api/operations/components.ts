import { itemOutcomes, mostPrograms, operationStatuses } from '../../db/operations/operation';
import { commandNames } from '../../domain/program/command-names';
import { type Components, type JsonSchema, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { createBody, editBody } from '../programs/body-schema';
import { bulkActions } from '../programs/bulk-body';
import { listQuery } from '../programs/list-query';

const text = { type: 'string' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const count = { type: 'integer', minimum: 0 } as const;

function partOf(schema: JsonSchema, description: string): JsonSchema {
  const { required: _, ...rest } = schema;
  return { ...rest, description };
}

/** The filters of the list, without its order and pages. */
function filterSchema(): JsonSchema {
  const { properties } = schemaOfJoi(listQuery) as { properties: Record<string, JsonSchema> };
  const names = ['status', 'ruleType', 'locationId', 'q'];
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties[name] ?? {}])),
    additionalProperties: false,
    minProperties: 1,
    description: 'At least one of the filters of `GET /programs`; deleted programs are never found.',
  };
}

const facts = {
  id: uuid,
  action: { ...text, enum: bulkActions },
  status: { ...text, enum: operationStatuses },
  progress: record({ total: count, done: count, succeeded: count, failed: count }),
  createdAt: instant,
  cancelRequestedAt: nullable(instant),
  finishedAt: nullable(instant),
};

/** Schemas of operations on many programs. */
export const operationComponents: Components = {
  BulkRequest: {
    type: 'object',
    properties: {
      action: { ...text, enum: bulkActions },
      programIds: { type: 'array', items: uuid, minItems: 1, maxItems: mostPrograms, uniqueItems: true },
      filter: filterSchema(),
      changes: partOf(
        schemaOfJoi(editBody),
        'For `update`: fields of an edit, laid over what each program has.',
      ),
      overrides: partOf(schemaOfJoi(createBody), 'For `duplicate`: what the copies are to differ in.'),
    },
    required: ['action'],
    oneOf: [{ required: ['programIds'] }, { required: ['filter'] }],
    additionalProperties: false,
  },
  OperationResult: record(
    {
      programId: uuid,
      status: { ...text, enum: itemOutcomes },
      code: { ...text, description: 'Why not; as in the problem that the single request would get.' },
      message: text,
      errors: { type: 'array', items: ref('FieldError') },
      allowed: { type: 'array', items: { ...text, enum: commandNames } },
      program: { ...ref('Program'), description: 'The program after it; of a duplication the copy.' },
    },
    ['code', 'message', 'errors', 'allowed', 'program'],
  ),
  OperationSummary: record(facts),
  Operation: record({
    ...facts,
    results: {
      type: 'array',
      items: ref('OperationResult'),
      description: 'Of the programs that are done, in the order in which they were asked for.',
    },
  }),
  OperationList: record({
    data: { type: 'array', items: ref('OperationSummary') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
};
