import { Model, type Pojo, snakeCaseMappers } from 'objection';
import type { Program, ProgramStatus } from '../../domain/program/program';
import type { Actor, Revision, RevisionKind } from '../../domain/program/revision';
import { writeInstants } from './instants';

/** Row of `program_revisions`. Append-only: the only column that ever changes is `publishedAt`. */
export class RevisionModel extends Model {
  static override tableName = 'program_revisions';
  static override idColumn = ['program_id', 'number'];
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['program'];

  declare programId: string;
  declare number: number;
  declare businessId: string;
  declare kind: RevisionKind;
  declare actor: Actor;
  declare occurredAt: number;
  declare recordedAt: number;
  declare previousStatus: ProgramStatus | null;
  declare program: Program;
  declare commandId: string | null;
  declare eventId: string;
  declare publishedAt: number | null;

  override $formatDatabaseJson(json: Pojo): Pojo {
    return writeInstants(super.$formatDatabaseJson(json), ['occurred_at', 'published_at']);
  }

  /** The revision that the row stores. */
  toRevision(): Revision {
    return {
      number: this.number,
      kind: this.kind,
      actor: this.actor,
      occurredAt: this.occurredAt,
      previousStatus: this.previousStatus,
      commandId: this.commandId,
      program: this.program,
    };
  }
}
