import Joi from 'joi';
import { type BulkAction, mostPrograms } from '../../db/operations/operation';
import { commandNames } from '../../domain/program/command-names';
import { bodyFaults } from '../ledger/check-body';
import { createBody, editBody } from './body-schema';
import { checkShape } from './check-shape';
import { type Fault, meaningFault, refusalOf, shapeFault } from './faults';
import { type ListQuery, listQuery } from './list-query';

/** Every action that can be done to many programs at once. */
export const bulkActions: readonly BulkAction[] = [...commandNames, 'duplicate', 'update'];

/** Which programs: the filters of the list. */
export type BulkFilter = Pick<ListQuery, 'status' | 'ruleType' | 'locationId' | 'q'>;

/** Body of `POST /programs/bulk`, once its shape is right. */
export interface BulkBody {
  readonly action: BulkAction;
  readonly programIds?: readonly string[];
  readonly filter?: BulkFilter;
  /** For `update`: fields of an edit, laid over what each program has. */
  readonly changes?: Readonly<Record<string, unknown>>;
  /** For `duplicate`: fields of a create, laid over what each program has. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** As in the list, where a parameter that may be repeated cannot be sent without a value. */
const listed = (name: 'status' | 'ruleType') => (listQuery.extract(name) as Joi.ArraySchema).min(1);

const filters = {
  status: listed('status'),
  ruleType: listed('ruleType'),
  locationId: listQuery.extract('locationId'),
  q: listQuery.extract('q'),
};

const bulkBody = Joi.object<BulkBody>({
  action: Joi.string()
    .valid(...bulkActions)
    .required()
    .label('Action'),
  programIds: Joi.array()
    .items(Joi.string().guid({ separator: '-', wrapper: false }).lowercase())
    .min(1)
    .max(mostPrograms)
    .unique()
    .label('Programs'),
  filter: Joi.object(filters)
    .min(1)
    .messages({ 'object.min': 'Filter must name at least one of status, ruleType, locationId and q' })
    .label('Filter'),
  changes: Joi.object().unknown().label('Changes'),
  overrides: Joi.object().unknown().label('Overrides'),
})
  .xor('programIds', 'filter')
  .messages({
    'object.missing': 'Send programIds, or a filter',
    'object.xor': 'Send programIds or a filter, not both',
  });

const needed = ['name', 'ruleType', 'ruleConfig'];
const partOfEdit = editBody.fork(needed, (field) => field.optional());
const partOfCreate = createBody.fork(needed, (field) => field.optional());

/** Reads the body. Problem with every fault of its shape, and of what is meant for another action. */
export function readBulkBody(raw: unknown): BulkBody {
  const { value, faults } = bodyFaults(raw, bulkBody);
  if (faults.length > 0) throw refusalOf(faults);
  const more = [...faultsOfChanges(value), ...faultsOfOverrides(value), ...faultsOfFilter(value)];
  if (more.length > 0) throw refusalOf(more);
  return value;
}

function faultsOfChanges({ action, changes }: BulkBody): Fault[] {
  if (action !== 'update') return foreign('changes', changes, 'update');
  if (changes === undefined || Object.keys(changes).length === 0) {
    return [shapeFault('/changes', 'required', 'Changes must name at least one field to change')];
  }
  return within('/changes', checkShape(changes, partOfEdit).faults);
}

function faultsOfOverrides({ action, overrides }: BulkBody): Fault[] {
  if (action !== 'duplicate') return foreign('overrides', overrides, 'duplicate');
  return overrides === undefined ? [] : within('/overrides', checkShape(overrides, partOfCreate).faults);
}

function faultsOfFilter({ action, filter }: BulkBody): Fault[] {
  if (action !== 'restore' || filter === undefined) return [];
  const message = 'Deleted programs are not listed, so a filter finds none: name them in programIds';
  return [meaningFault('/filter', 'deleted_not_listed', message)];
}

function foreign(field: string, value: unknown, action: string): Fault[] {
  if (value === undefined) return [];
  return [shapeFault(`/${field}`, 'not_allowed', `${field} belongs to the action ${action}, remove it`)];
}

/** Faults of a part of the body, seen from its root. */
export function within(part: string, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, pointer: part + fault.pointer }));
}
