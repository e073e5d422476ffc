import { Model, type Pojo, snakeCaseMappers } from 'objection';
import type { Housekeeping } from '../../domain/program/housekeeping';
import type { Lifecycle, Program, RuleConfigDomain } from '../../domain/program/program';
import type { RuleConfig, RuleType } from '../../domain/rules';
import { writeInstants } from './instants';

/** Row of `loyalty_programs`. Instants are epoch milliseconds; `alarmAt` and `alarmAcked` may be Infinity (none). */
export class ProgramModel extends Model implements Program {
  static override tableName = 'loyalty_programs';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['ruleConfig', 'housekeeping'];

  declare id: string;
  declare businessId: string;
  declare name: string;
  declare description: string | null;
  declare ruleType: RuleType;
  declare ruleConfigDomain: RuleConfigDomain;
  declare ruleConfig: RuleConfig;
  declare lifecycle: Lifecycle;
  declare startsAt: number | null;
  declare endsAt: number | null;
  declare timezone: string;
  declare currency: string;
  declare locationIds: string[] | null;
  declare gracePeriodDays: number;
  declare endsSoonDays: number;
  declare housekeeping: Housekeeping;
  declare version: number;
  declare activatedAt: number | null;
  declare pausedAt: number | null;
  declare endedAt: number | null;
  declare createdAt: number;
  declare updatedAt: number;
  declare deletedAt: number | null;
  declare purgedAt: number | null;
  declare alarmAt: number;
  declare alarmAcked: number | null;

  override $formatDatabaseJson(json: Pojo): Pojo {
    return writeInstants(super.$formatDatabaseJson(json), instantColumns);
  }

  /** The program without what only the database needs. */
  toProgram(): Program {
    return {
      id: this.id,
      businessId: this.businessId,
      name: this.name,
      description: this.description,
      ruleType: this.ruleType,
      ruleConfigDomain: this.ruleConfigDomain,
      ruleConfig: this.ruleConfig,
      lifecycle: this.lifecycle,
      startsAt: this.startsAt,
      endsAt: this.endsAt,
      timezone: this.timezone,
      currency: this.currency,
      locationIds: this.locationIds,
      gracePeriodDays: this.gracePeriodDays,
      endsSoonDays: this.endsSoonDays,
      housekeeping: this.housekeeping,
      version: this.version,
      activatedAt: this.activatedAt,
      pausedAt: this.pausedAt,
      endedAt: this.endedAt,
      deletedAt: this.deletedAt,
      purgedAt: this.purgedAt,
      createdAt: this.createdAt,
      updatedAt: this.updatedAt,
    };
  }
}

const instantColumns = [
  'starts_at',
  'ends_at',
  'activated_at',
  'paused_at',
  'ended_at',
  'created_at',
  'updated_at',
  'deleted_at',
  'purged_at',
  'alarm_at',
  'alarm_acked',
];
