import { Model, type Pojo, snakeCaseMappers } from 'objection';
import { writeInstants } from './instants';

/** Row of `customers`. */
export class CustomerModel extends Model {
  static override tableName = 'customers';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['attributes'];

  declare id: string;
  declare businessId: string;
  /** The customer's id in the business's own system; unique per business. */
  declare externalId: string;
  declare name: string | null;
  declare email: string | null;
  declare attributes: Record<string, unknown>;
  declare eventSequence: number;
  declare createdAt: number;
  declare erasedAt: number | null;

  override $formatDatabaseJson(json: Pojo): Pojo {
    return writeInstants(super.$formatDatabaseJson(json), ['created_at', 'erased_at']);
  }
}
