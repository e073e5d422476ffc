import type { Knex } from 'knex';
import type { Program } from '../../domain/program/program';

const most = 5_000;

/** Programs at the versions that a ledger names. Unlike `ProgramSnapshots` it can say that a version is missing. */
export class KnownVersions {
  private readonly known = new Map<string, Program | undefined>();

  /** Reads what is not known yet. */
  async load(trx: Knex, keys: readonly { programId: string; version: number }[]): Promise<void> {
    if (this.known.size > most) this.known.clear();
    const wanted = new Map(keys.map((key) => [nameOf(key.programId, key.version), key]));
    const missing = [...wanted].filter(([name]) => !this.known.has(name));
    if (missing.length === 0) return;
    const { rows } = await trx.raw<{ rows: { program: Program }[] }>(
      `SELECT r.program FROM unnest(?::uuid[], ?::int[]) AS k (id, version)
       JOIN program_revisions r ON r.program_id = k.id AND r.number = k.version`,
      [missing.map(([, key]) => key.programId), missing.map(([, key]) => key.version)],
    );
    for (const [name] of missing) this.known.set(name, undefined);
    for (const { program } of rows) this.known.set(nameOf(program.id, program.version), program);
  }

  /** A program at a version that was loaded; undefined if it was never recorded. */
  at(programId: string, version: number): Program | undefined {
    return this.known.get(nameOf(programId, version));
  }
}

function nameOf(programId: string, version: number): string {
  return `${programId}:${version}`;
}
