import type { Knex } from 'knex';
import { type PreparedStatement, runPrepared } from '../prepared';
import type { Fragment } from './sql/fragment';

/** Plans that every connection of a process may keep. One takes some 50 kB there. */
const mostNames = 100;

/**
 * Runs compiled SQL by name. It depends on the shape of the rules only, since what people wrote is in the bindings, so
 * few shapes make up most of the traffic, and planning takes several times as long as the answer. Names are never
 * given up, as connections keep their plans: shapes beyond the first hundred are planned each time.
 */
export class Shapes {
  private readonly statements = new Map<string, PreparedStatement>();

  async run<Row>(knex: Knex, { sql, bindings }: Fragment): Promise<Row[]> {
    const statement = this.statementOf(sql);
    if (statement !== null) return runPrepared<Row>(knex, statement, bindings);
    const { rows } = await knex.raw<{ rows: Row[] }>(sql, [...bindings]);
    return rows;
  }

  private statementOf(sql: string): PreparedStatement | null {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    if (this.statements.size >= mostNames) return null;
    nameCount += 1;
    const statement = { name: `segments_${nameCount}`, text: numbered(sql) };
    this.statements.set(sql, statement);
    return statement;
  }
}

/** Names are counted per process, so that two of these on the same connections never mean different SQL by one. */
let nameCount = 0;

/** `?`, `?` as `$1`, `$2`. Compiled SQL has no other question marks. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
}
