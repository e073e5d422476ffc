import { Model, type Pojo, snakeCaseMappers } from 'objection';
import type { Metric, Variant } from '../../domain/experiments/variant';
import { writeInstants } from '../models/instants';

export type ExperimentStatus = 'RUNNING' | 'ENDED';

/** An experiment as stored. Instants in epoch milliseconds. */
export interface Experiment {
  readonly id: string;
  readonly businessId: string;
  readonly programId: string;
  readonly name: string;
  readonly metric: Metric;
  readonly status: ExperimentStatus;
  /** They never change: who is in which variant follows from them. */
  readonly variants: readonly Variant[];
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** The variant that was promoted when the experiment ended. */
  readonly winner: string | null;
}

/** Row of `experiments`. */
export class ExperimentModel extends Model implements Experiment {
  static override tableName = 'experiments';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['variants'];

  declare id: string;
  declare businessId: string;
  declare programId: string;
  declare name: string;
  declare metric: Metric;
  declare status: ExperimentStatus;
  declare variants: Variant[];
  declare startedAt: number;
  declare endedAt: number | null;
  declare winner: string | null;

  override $formatDatabaseJson(json: Pojo): Pojo {
    return writeInstants(super.$formatDatabaseJson(json), ['started_at', 'ended_at']);
  }

  /** The experiment without what only the database needs. */
  toExperiment(): Experiment {
    const { id, businessId, programId, name, metric, status, variants, startedAt, endedAt, winner } = this;
    return { id, businessId, programId, name, metric, status, variants, startedAt, endedAt, winner };
  }
}
