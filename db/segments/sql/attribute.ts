import { attributeKey } from '../../../domain/segments/fields/attribute';
import { datePattern } from '../../../domain/segments/fields/values';
import type { AttributeCondition, Scalar } from '../../../domain/segments/rule';
import { type Fragment, negated, operators } from './fragment';

const held = 'c.attributes -> CAST(? AS text)';

/** An attribute of the customer `c`. Values are compared as JSON, so that types must be equal too. */
export function attributeSql(condition: AttributeCondition): Fragment {
  const key = attributeKey(condition);
  const { op, value } = condition;
  switch (op) {
    case 'exists': {
      const exists = { sql: `(coalesce(jsonb_typeof(${held}), 'null') <> 'null')`, bindings: [key] };
      return value === true ? exists : negated(exists);
    }
    case 'eq':
      return among(key, [value as Scalar]);
    case 'ne':
      return negated(among(key, [value as Scalar]));
    case 'in':
      return among(key, value as readonly Scalar[]);
    case 'notIn':
      return negated(among(key, value as readonly Scalar[]));
    default:
      return typeof value === 'number'
        ? ofNumber(key, operators[op], value)
        : ofDate(key, operators[op], value as string);
  }
}

function among(key: string, values: readonly Scalar[]): Fragment {
  const sql = `coalesce(${held} IN (SELECT jsonb_array_elements(CAST(? AS jsonb))), false)`;
  return { sql, bindings: [key, JSON.stringify(values)] };
}

/** Numbers are compared as numbers; CASE keeps Postgres from reading anything else as one. */
function ofNumber(key: string, operator: string, value: number): Fragment {
  return {
    sql: `(CASE jsonb_typeof(${held}) WHEN 'number' THEN (${held})::numeric ${operator} CAST(? AS numeric) ELSE false END)`,
    bindings: [key, key, value],
  };
}

/** Dates in this form compare as text. */
function ofDate(key: string, operator: string, value: string): Fragment {
  const text = 'c.attributes ->> CAST(? AS text)';
  return {
    sql: `(CASE WHEN jsonb_typeof(${held}) = 'string' AND ${text} ~ '${datePattern}'
      THEN (${text}) COLLATE "C" ${operator} CAST(? AS text) ELSE false END)`,
    bindings: [key, key, key, value],
  };
}
