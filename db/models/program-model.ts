import { Model, snakeCaseMappers } from 'objection';
import type { Lifecycle } from '../../domain/program/program';
import type { RuleType } from '../../domain/rules';
import type { Schedule } from '../../domain/schedule/schedule';

/** Row of `loyalty_programs`, as far as queries that span businesses look at it. Instants are epoch milliseconds. */
export class ProgramModel extends Model {
  static override tableName = 'loyalty_programs';
  static override columnNameMappers = snakeCaseMappers();

  declare id: string;
  declare businessId: string;
  declare name: string;
  declare ruleType: RuleType;
  declare lifecycle: Lifecycle;
  declare startsAt: number | null;
  declare endsAt: number | null;
  declare deletedAt: number | null;
  declare schedule: Schedule | null;
  declare timezone: string;
  /** Infinity: nothing to come. */
  declare alarmAt: number;
}
