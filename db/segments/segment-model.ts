import { Model, type Pojo, snakeCaseMappers } from 'objection';
import type { SegmentRule } from '../../domain/segments/rule';
import { writeInstants } from '../models/instants';

/** A segment as stored. Instants in epoch milliseconds. */
export interface Segment {
  readonly id: string;
  readonly businessId: string;
  readonly name: string;
  readonly rule: SegmentRule;
  /** 1, 2, 3, ...: raised by every edit. */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Row of `segments`. */
export class SegmentModel extends Model implements Segment {
  static override tableName = 'segments';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['rule'];

  declare id: string;
  declare businessId: string;
  declare name: string;
  declare rule: SegmentRule;
  declare version: number;
  declare createdAt: number;
  declare updatedAt: number;
  declare deletedAt: number | null;

  override $formatDatabaseJson(json: Pojo): Pojo {
    return writeInstants(super.$formatDatabaseJson(json), ['created_at', 'updated_at', 'deleted_at']);
  }

  /** The segment without what only the database needs. */
  toSegment(): Segment {
    const { id, businessId, name, rule, version, createdAt, updatedAt } = this;
    return { id, businessId, name, rule, version, createdAt, updatedAt };
  }
}
