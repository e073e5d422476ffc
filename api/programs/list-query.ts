import Joi from 'joi';
import { sortColumns } from '../../db/programs/program-order';
import { type ProgramStatus, statuses } from '../../domain/program/program';
import { type RuleType, ruleTypes } from '../../domain/rules';

/** The query of `GET /programs`, read. */
export interface ListQuery {
  readonly status?: ProgramStatus[];
  readonly ruleType?: RuleType[];
  readonly locationId?: string;
  readonly q?: string;
  readonly sort: string;
  readonly page?: number;
  readonly pageSize: number;
  readonly cursor?: string;
}

const sorts = sortColumns.flatMap((column) => [column, `-${column}`]);

const several = (values: readonly string[]) =>
  Joi.array()
    .items(Joi.string().valid(...values))
    .single()
    .max(values.length)
    .unique();

/** Parameters of `GET /programs`. */
export const listQuery = Joi.object<ListQuery>({
  status: several(statuses).description(
    'Only programs in one of these statuses at this instant. Repeatable.',
  ),
  ruleType: several(ruleTypes).description('Only programs of one of these rule types. Repeatable.'),
  locationId: Joi.string()
    .guid({ separator: '-', wrapper: false })
    .description('Only programs that run at this location, those of all locations included.'),
  q: Joi.string().max(255).description('Part of the name, in upper or lower case, or a whole id.'),
  sort: Joi.string()
    .valid(...sorts)
    .default('-createdAt')
    .description(
      'Order; `-` turns it around. Names are compared in lower case; programs without a start sort as the latest to start.',
    ),
  page: Joi.number()
    .integer()
    .min(1)
    .max(1_000_000)
    .description('From 1. Pages deeper than 10,000 programs need the cursor.'),
  pageSize: pageSize(),
  cursor: Joi.string()
    .max(2_000)
    .description('`nextCursor` or `prevCursor` of an earlier answer, with the same sort and filters.'),
});

/** How many entries a page holds: 1 to 100. */
export function pageSize(): Joi.NumberSchema {
  return Joi.number().integer().min(1).max(100).default(20).description('Entries per page.');
}
