import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { Program } from '../../domain/program/program';
import { runPrepared } from '../prepared';

/** A program at one version. Revisions never change, so neither does what is cached here. */
export interface SnapshotKey {
  readonly id: string;
  readonly version: number;
}

/** Programs at given versions, from memory where they were read before. */
export class ProgramSnapshots {
  private readonly cache = new LRUCache<string, Program>({ max: 20_000 });

  constructor(private readonly knex: Knex) {}

  /**
   * The programs in the order of the keys. RangeError if a version was never recorded.
   * @param from where to read what is not known yet: a replica, while the primary is down
   */
  async get(keys: readonly SnapshotKey[], from: Knex = this.knex): Promise<Program[]> {
    const missing = keys.filter((key) => !this.cache.has(nameOf(key)));
    if (missing.length > 0) await this.read(missing, from);
    return keys.map((key) => {
      const program = this.cache.get(nameOf(key));
      if (program === undefined) throw new RangeError(`program ${key.id} has no version ${key.version}`);
      return program;
    });
  }

  private async read(keys: readonly SnapshotKey[], from: Knex): Promise<void> {
    const rows = await runPrepared<{ program: Program }>(from, snapshotsSql, [
      keys.map((key) => key.id),
      keys.map((key) => key.version),
    ]);
    for (const { program } of rows) this.cache.set(nameOf(program), program);
  }
}

function nameOf({ id, version }: SnapshotKey): string {
  return `${id}:${version}`;
}

const snapshotsSql = {
  name: 'program_snapshots',
  text: `SELECT r.program FROM unnest($1::uuid[], $2::int[]) AS k (id, version)
    JOIN program_revisions r ON r.program_id = k.id AND r.number = k.version`,
};
