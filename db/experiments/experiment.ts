import type { Metric, Variant } from '../../domain/experiments/variant';

export const experimentStatuses = ['RUNNING', 'ENDED'] as const;
export type ExperimentStatus = (typeof experimentStatuses)[number];

/** An experiment as it is at an instant. Instants in epoch milliseconds. */
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
  /** Name of the variant whose config became the program's at the end. */
  readonly promoted: string | null;
  /** The currency of its program. */
  readonly currency: string;
}

/**
 * Experiments `e` of programs `p` at an instant. One ends with its program: whoever records the program's end ends it
 * in the same transaction (`saveProgram`), and until then it is over all the same once that instant has come.
 * @param now the binding of the instant
 */
export function experimentsAt(now: string): {
  readonly columns: string;
  readonly from: string;
  readonly over: string;
} {
  const over = `(e.status = 'ENDED' OR coalesce(p.ends_at <= ${now}, false))`;
  return {
    columns: `e.id, e.business_id AS "businessId", e.program_id AS "programId", e.name, e.metric,
      CASE WHEN ${over} THEN 'ENDED' ELSE 'RUNNING' END AS status, e.variants, e.started_at AS "startedAt",
      CASE WHEN ${over} THEN coalesce(e.ended_at, greatest(p.ends_at, e.started_at)) END AS "endedAt",
      e.promoted, p.currency`,
    from: 'experiments e JOIN loyalty_programs p ON p.business_id = e.business_id AND p.id = e.program_id',
    over,
  };
}
