import { Model, type Pojo, snakeCaseMappers } from 'objection';
import { writeInstants } from '../models/instants';

/** A place where a business sells. Instants in epoch milliseconds. */
export interface Location {
  readonly id: string;
  readonly businessId: string;
  readonly name: string;
  /** IANA zone; hours of rules are meant in it. */
  readonly timezone: string;
  /** 1, 2, 3, ...: raised by every change. */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** From then on it takes part in nothing; null: it is open. */
  readonly archivedAt: number | null;
}

/** Row of `locations`. */
export class LocationModel extends Model implements Location {
  static override tableName = 'locations';
  static override columnNameMappers = snakeCaseMappers();

  declare id: string;
  declare businessId: string;
  declare name: string;
  declare timezone: string;
  declare version: number;
  declare createdAt: number;
  declare updatedAt: number;
  declare archivedAt: number | null;

  override $formatDatabaseJson(json: Pojo): Pojo {
    return writeInstants(super.$formatDatabaseJson(json), ['created_at', 'updated_at', 'archived_at']);
  }
}
