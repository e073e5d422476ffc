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
