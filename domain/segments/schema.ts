/** The Joi schemas of rules. Joi is received, never imported: it cannot load where workflows run. */
import type Joi from 'joi';
import { group, list, tell } from '../rules/fields';
import { definitionOf, type FieldKind, fields } from './fields';
import { mostListed } from './rule';

/** How groups are called. */
export const groups = ['all', 'any', 'not'] as const;
export type Group = (typeof groups)[number];

const strictly = { convert: false, abortEarly: false } as const;

/** Schemas take longer to build than to use. */
const built = new WeakMap<Joi.Root, Map<string, Joi.Schema>>();

function kept(joi: Joi.Root, key: string, build: () => Joi.Schema): Joi.Schema {
  const schemas = built.get(joi) ?? new Map<string, Joi.Schema>();
  built.set(joi, schemas);
  const schema = schemas.get(key) ?? build().prefs(strictly);
  schemas.set(key, schema);
  return schema;
}

/**
 * The schema of one condition, by its field and operator.
 * @param digits decimals of the business's currency
 */
export function conditionSchema(joi: Joi.Root, kind: FieldKind, op: string, digits: number): Joi.Schema {
  const { schema } = definitionOf(kind);
  return kept(joi, `${kind} ${op} ${digits}`, () => schema(joi, op as never, digits));
}

/** The schema of one group, whatever its members are. */
export function groupSchema(joi: Joi.Root, name: Group): Joi.Schema {
  return kept(joi, name, () => groupOf(joi, name, joi.any()));
}

/**
 * The schema of whole rules, recursive: for JSON Schema and forms. `validateSegmentRule` says more clearly what is
 * wrong, and bounds the depth. In JSON Schema a rule within a rule is `{ $ref: '#/$defs/segmentRule' }`.
 * @param digits decimals of the business's currency
 */
export function segmentRuleSchema(joi: Joi.Root, digits: number): Joi.Schema {
  return kept(joi, `rule ${digits}`, () => {
    const conditions = (Object.keys(fields) as FieldKind[]).flatMap((kind) =>
      definitionOf(kind).ops.map((op) => conditionSchema(joi, kind, op, digits)),
    );
    const members = groups.map((name) => groupOf(joi, name, joi.link('#segmentRule')));
    const rule = joi.alternatives(...members, ...conditions).id('segmentRule');
    return tell(rule, { 'alternatives.match': 'Rule must be a group or a condition' });
  });
}

function groupOf(joi: Joi.Root, name: Group, member: Joi.Schema): Joi.ObjectSchema {
  const members = name === 'not' ? member : list(joi, `"${name}"`, member, 1, mostListed);
  return group(joi, 'Rule', { [name]: members.required() });
}
