import { experimentStatuses } from '../../db/experiments/experiment';
import { fewestVariants, metrics, mostVariants } from '../../domain/experiments/variant';
import { instant, integer, number, text, uuid } from '../ledger/components';
import { type Components, type JsonSchema, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { endBody, startBody } from './body';

const metric = { ...text, enum: metrics } as const;
const status = { ...text, enum: experimentStatuses } as const;
const ruleConfig = { type: 'object', description: "A config of the program's rule type." } as const;
const control = {
  type: 'boolean',
  description: 'Whether the others are compared with it: true of one.',
} as const;
const rate = { type: ['number', 'null'], description: 'Null when there is nobody to measure.' } as const;
const lift = { oneOf: [ref('Lift'), { type: 'null' }] } as const;

const variant = {
  name: { ...text, pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$' },
  weight: { type: 'integer', minimum: 1, maximum: 99, description: 'How many of 100 customers.' },
  control,
  ruleConfig,
} as const;

function listOfVariants(schema: JsonSchema): JsonSchema {
  return { type: 'array', minItems: fewestVariants, maxItems: mostVariants, items: schema };
}

function startSchema(): JsonSchema {
  const { properties, ...rest } = schemaOfJoi(startBody) as JsonSchema & {
    properties: Record<string, JsonSchema>;
  };
  const variants = listOfVariants(record(variant, ['control']));
  return { ...rest, properties: { ...properties, variants }, required: ['name', 'metric', 'variants'] };
}

/** Schemas of experiments. */
export const experimentComponents: Components = {
  ExperimentCreate: startSchema(),
  ExperimentEnd: schemaOfJoi(endBody),
  Experiment: record({
    id: uuid,
    programId: uuid,
    name: text,
    metric,
    status: { ...status, description: 'It ends with the program, if it was not ended before.' },
    variants: listOfVariants(record(variant)),
    startedAt: instant,
    endedAt: nullable(instant),
    promoted: nullable({ ...text, description: "The variant whose config became the program's at the end." }),
  }),
  ExperimentList: record({
    data: { type: 'array', items: ref('Experiment') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
  Lift: {
    ...record({
      difference: number,
      low: number,
      high: number,
      pValue: number,
      relative: { type: ['number', 'null'] },
    }),
    description:
      'How much more than the control, `low` to `high` with 95% confidence; `relative` as a part of what the control reaches.',
  },
  ExperimentResults: record({
    experimentId: uuid,
    programId: uuid,
    status,
    currency: text,
    from: instant,
    until: instant,
    metric,
    control: text,
    variants: {
      type: 'array',
      items: record({
        variant: text,
        customers: {
          ...integer,
          description: 'Customers of the business who are in the variant, enrolled or not.',
        },
        enrolled: { ...integer, description: 'Of them enrolled in the program, whenever they enrolled.' },
        joined: { ...integer, description: 'Of them enrolled while the experiment ran.' },
        redeemed: { ...integer, description: 'Customers who redeemed.' },
        redemptions: integer,
        spend: {
          ...number,
          description: 'What all customers of the variant paid, less what was given back.',
        },
        enrolmentRate: {
          ...rate,
          description: 'Of those who were not enrolled when the experiment started.',
        },
        redemptionRate: { ...rate, description: 'Of those who are enrolled.' },
        spendPerCustomer: { ...rate, description: 'Of all customers of the variant.' },
        lift: {
          oneOf: [
            record({ enrolmentRate: lift, redemptionRate: lift, spendPerCustomer: lift }),
            { type: 'null', description: 'Of the control.' },
          ],
        },
      }),
    },
    winner: nullable({ ...text, description: 'Null unless one variant beats all others beyond chance.' }),
    summary: { ...text, description: 'Who wins, or why nobody does, in one sentence.' },
  }),
};
