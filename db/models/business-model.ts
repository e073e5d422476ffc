import { Model, snakeCaseMappers } from 'objection';

/** Row of `businesses`. */
export class BusinessModel extends Model {
  static override tableName = 'businesses';
  static override columnNameMappers = snakeCaseMappers();

  declare id: string;
  declare name: string;
  /** IANA zone; the default of its programs. */
  declare timezone: string;
  /** ISO 4217 code; the default of its programs. */
  declare currency: string;
}

/** Row of `locations`. */
export class LocationModel extends Model {
  static override tableName = 'locations';
  static override columnNameMappers = snakeCaseMappers();

  declare id: string;
  declare businessId: string;
  declare name: string;
  /** IANA zone in which opening hours of this place are meant. */
  declare timezone: string;
  declare archivedAt: number | null;
}
