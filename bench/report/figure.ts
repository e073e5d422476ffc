import type { Summary } from '../load/summary';
import type { Target } from './target';

/** One line of the report. */
export interface Figure {
  readonly case: string;
  readonly product: Summary;
  readonly ceiling: (Summary & { readonly name: string }) | null;
  readonly ratio: number | null;
  readonly target: string;
  readonly met: boolean;
  readonly notes: readonly string[];
}

export interface Measured {
  readonly case: string;
  readonly product: Summary;
  readonly ceiling?: Summary;
  /** What the ceiling is, in a few words. */
  readonly ceilingName?: string;
  readonly targets: readonly Target[];
  readonly notes?: readonly string[];
}

/** Judges a measurement. Every target also asks that nothing failed; the first gives the ratio. */
export function figure(measured: Measured): Figure {
  const { product, targets } = measured;
  const ceiling = measured.ceiling ?? null;
  return {
    case: measured.case,
    product,
    ceiling: ceiling && { ...ceiling, name: measured.ceilingName ?? 'bare' },
    ratio: targets[0]?.ratio(product, ceiling) ?? null,
    target: targets.map((target) => target.text).join(', '),
    met: product.errors === 0 && product.count > 0 && targets.every((target) => target.met(product, ceiling)),
    notes: measured.notes ?? [],
  };
}
