import { joinTotals, totalsColumns } from '../analytics/program-totals';
import type { PreparedStatement } from '../prepared';
import { programColumns } from './program-columns';
import type { ProgramOrder } from './program-order';

/** The parts of which the condition of a list is made. */
export type FilterParts = Pick<ListParts, 'statuses' | 'ruleTypes' | 'locationId' | 'pattern' | 'id'>;

/** The parts that a listing has; each string is the placeholder of a bound value, except where it says otherwise. */
export interface ListParts {
  readonly order: ProgramOrder;
  /** Whether rows are read as they are, or only which version of which program stands where. */
  readonly whole: boolean;
  /** A placeholder, or the number itself. */
  readonly limit: string;
  readonly backwards: boolean;
  readonly counted: boolean;
  readonly statuses: { readonly values: string; readonly now: string } | null;
  readonly ruleTypes: { readonly values: string; readonly single: boolean } | null;
  readonly locationId: string | null;
  readonly pattern: string | null;
  readonly id: string | null;
  readonly offset: string | null;
  readonly beside: { readonly value: string; readonly id: string } | null;
  /** As of when customers are counted. */
  readonly now: string;
}

/** What tells a program's version and its place in any order. */
const placeColumns =
  'p.id, p.version, p.name, p.timezone, p.created_at AS "createdAt", p.starts_at AS "startsAt"';

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
  // Customers are counted only for the programs of the stretch.
  const stretch = `
    SELECT ${parts.whole ? 'p.*' : 'p.id, p.version'}, ${totalsColumns} FROM (
      SELECT ${parts.whole ? programColumns : placeColumns} FROM loyalty_programs p
      WHERE ${[filter, ...besideOf(parts)].join(' AND ')}
      ORDER BY ${orderOf(parts, 'expression')} LIMIT ${parts.limit} ${parts.offset === null ? '' : `OFFSET ${parts.offset}`}
    ) p ${joinTotals(parts.now)} ORDER BY ${orderOf(parts, 'listed')}`;
  if (!parts.counted) return stretch;
  // The count stands first, so that an empty stretch has one too. 10,001: exact up to 10,000.
  return `
    SELECT stretch.*, counted.total
    FROM (SELECT count(*)::int AS total
          FROM (SELECT 1 FROM loyalty_programs p WHERE ${filter} LIMIT 10001) capped) counted
    LEFT JOIN (${stretch}) stretch ON true`;
}

/** The condition that the programs of a list meet. */
export function filterOf({ statuses, ruleTypes, locationId, pattern, id }: FilterParts): string {
  const conditions = ['p.business_id = $1', 'p.deleted_at IS NULL'];
  if (statuses !== null) {
    const status = `program_status(p.lifecycle, p.starts_at, p.ends_at, NULL, p.open_during, ${statuses.now})`;
    // Bare, Postgres guesses that one row in two hundred has the status, and sorts all that match; within coalesce, that
    // every other one has, and walks the index that has them in order until the page is full.
    conditions.push(`coalesce(${status} = ANY (${statuses.values}::text[]), false)`);
  }
  if (ruleTypes !== null) {
    // One type rather than a list of one: only then does the index by type hold the rows in their order.
    conditions.push(
      ruleTypes.single
        ? `p.rule_type = (${ruleTypes.values}::loyalty_rule_type[])[1]`
        : `p.rule_type = ANY (${ruleTypes.values}::loyalty_rule_type[])`,
    );
  }
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
const sortExpressions: Record<ProgramOrder['by'], SortExpression> = {
  createdAt: {
    expression: 'p.created_at',
    listed: 'p."createdAt"',
    bound: (value) => `${value}::timestamptz`,
  },
  name: { expression: 'lower(p.name)', listed: 'lower(p.name)', bound: (value) => `lower(${value})` },
  startsAt: {
    expression: "coalesce(p.starts_at, 'infinity'::timestamptz)",
    listed: `coalesce(p."startsAt", 'infinity'::timestamptz)`,
    bound: (value) => `${value}::timestamptz`,
  },
};

interface SortExpression {
  readonly expression: string;
  readonly listed: string;
  readonly bound: (value: string) => string;
}

function besideOf({ order, backwards, beside }: ListParts): string[] {
  if (beside === null) return [];
  const { expression, bound } = sortExpressions[order.by];
  const comparison = order.descending === backwards ? '>' : '<';
  return [`(${expression}, p.id) ${comparison} (${bound(beside.value)}, ${beside.id}::uuid)`];
}

/** By the columns of the table, or as they are called once they are listed. */
function orderOf({ order, backwards }: ListParts, columns: 'expression' | 'listed'): string {
  const direction = order.descending === backwards ? 'ASC' : 'DESC';
  return `${sortExpressions[order.by][columns]} ${direction}, p.id ${direction}`;
}
