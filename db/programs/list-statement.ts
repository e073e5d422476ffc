import type { PreparedStatement } from '../prepared';
import { programColumns } from './program-columns';
import type { ProgramOrder } from './program-order';

/** The parts that a listing has; each string is the placeholder of a bound value. */
export interface ListParts {
  readonly order: ProgramOrder;
  readonly backwards: boolean;
  readonly counted: boolean;
  readonly statuses: { readonly values: string; readonly now: string } | null;
  readonly ruleTypes: string | null;
  readonly locationId: string | null;
  readonly pattern: string | null;
  readonly id: string | null;
  readonly offset: string | null;
  readonly beside: { readonly value: string; readonly id: string } | null;
}

const known = new Map<string, PreparedStatement>();

/** The statement made of these parts, built once per shape: texts hold placeholders only, never values. */
export function listStatement(parts: ListParts): PreparedStatement {
  const shape = JSON.stringify(parts);
  const built = known.get(shape) ?? { name: `list-programs-${known.size}`, text: textOf(parts) };
  known.set(shape, built);
  return built;
}

function textOf(parts: ListParts): string {
  const filter = filterOf(parts);
  const stretch = `
    SELECT ${programColumns} FROM loyalty_programs p
    WHERE ${[filter, ...besideOf(parts)].join(' AND ')}
    ORDER BY ${orderOf(parts)} LIMIT $2 ${parts.offset === null ? '' : `OFFSET ${parts.offset}`}`;
  if (!parts.counted) return stretch;
  // The count stands first, so that an empty stretch has one too. 10,001: exact up to 10,000.
  return `
    SELECT stretch.*, counted.total
    FROM (SELECT count(*)::int AS total
          FROM (SELECT 1 FROM loyalty_programs p WHERE ${filter} LIMIT 10001) capped) counted
    LEFT JOIN (${stretch}) stretch ON true`;
}

function filterOf({ statuses, ruleTypes, locationId, pattern, id }: ListParts): string {
  const conditions = ['p.business_id = $1', 'p.deleted_at IS NULL'];
  if (statuses !== null) {
    conditions.push(
      `program_status(p.lifecycle, p.starts_at, p.ends_at, NULL, ${statuses.now}) = ANY (${statuses.values}::text[])`,
    );
  }
  if (ruleTypes !== null) conditions.push(`p.rule_type = ANY (${ruleTypes}::loyalty_rule_type[])`);
  if (locationId !== null) {
    conditions.push(`(p.location_ids IS NULL OR p.location_ids @> ARRAY[${locationId}::uuid])`);
  }
  if (pattern !== null) {
    const byName = `lower(p.name) LIKE ${pattern}`;
    conditions.push(id === null ? byName : `(${byName} OR p.id = ${id}::uuid)`);
  }
  return conditions.join(' AND ');
}

// A program without a start sorts as if it began at the end of time.
const sortExpressions: Record<ProgramOrder['by'], { expression: string; bound: (value: string) => string }> =
  {
    createdAt: { expression: 'p.created_at', bound: (value) => `${value}::timestamptz` },
    name: { expression: 'lower(p.name)', bound: (value) => `lower(${value})` },
    startsAt: {
      expression: "coalesce(p.starts_at, 'infinity'::timestamptz)",
      bound: (value) => `${value}::timestamptz`,
    },
  };

function besideOf({ order, backwards, beside }: ListParts): string[] {
  if (beside === null) return [];
  const { expression, bound } = sortExpressions[order.by];
  const comparison = order.descending === backwards ? '>' : '<';
  return [`(${expression}, p.id) ${comparison} (${bound(beside.value)}, ${beside.id}::uuid)`];
}

function orderOf({ order, backwards }: ListParts): string {
  const direction = order.descending === backwards ? 'ASC' : 'DESC';
  return `${sortExpressions[order.by].expression} ${direction}, p.id ${direction}`;
}
