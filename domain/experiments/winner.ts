import { fewestCustomers, type Measure } from './measures';
import type { VariantTotals } from './results';
import { holm } from './statistics/holm';

/** Which variant won, and one plain sentence about it. */
export interface Verdict {
  readonly winner: string | null;
  readonly summary: string;
}

/**
 * A difference counts when chance alone makes it in fewer than 1 of 20 experiments: all comparisons of an experiment
 * together, by Holm's method. Whoever looks again and again while it runs will see chance at work more often: until it
 * has ended only 1 of 1,000 counts. J. L. Haybittle, "Repeated assessment of results in clinical trials of cancer
 * treatment", British Journal of Radiology 44 (1971) 793-797; R. Peto et al., British Journal of Cancer 34 (1976) 585-612.
 */
const significant = { final: 0.05, interim: 0.001 };

/** `better` does better than `worse`, beyond what chance explains. */
interface Finding {
  readonly better: string;
  readonly worse: string;
}

/** The variant that does better than every other one, if there is one. */
export function verdictOf(
  totals: readonly VariantTotals[],
  measure: Measure,
  control: string,
  interim: boolean,
): Verdict {
  const pairs = pairsOf(totals);
  const { words } = measure;
  if (!pairs.some(([a, b]) => measure.isSound(a, b))) return none(tooFew(words));
  const findings = findingsIn(pairs, measure, interim ? significant.interim : significant.final);
  const winner = totals.find(({ variant }) => winsAll(variant, totals, findings))?.variant ?? null;
  if (winner !== null) {
    const summary = `"${winner}" wins: its ${words} is higher than that of every other variant, beyond what chance explains.`;
    return { winner, summary };
  }
  const ahead = findings.filter(({ worse }) => worse === control).map(({ better }) => `"${better}"`);
  if (ahead.length > 0) {
    return none(
      `No winner: the ${words} of ${ahead.join(' and ')} is higher than that of the control, but not than that of every other variant.`,
    );
  }
  return none(
    `No winner: the differences in ${words} are no larger than chance alone can make them${interim ? ' so far' : ''}.`,
  );
}

function none(summary: string): Verdict {
  return { winner: null, summary };
}

function tooFew(words: string): string {
  return `No winner: too few customers to compare the ${words}, each variant needs ${fewestCustomers} and enough of them on either side.`;
}

function pairsOf(totals: readonly VariantTotals[]): (readonly [VariantTotals, VariantTotals])[] {
  return totals.flatMap((a, i) => totals.slice(i + 1).map((b) => [a, b] as const));
}

/** Every pair is compared, those too that cannot be relied on: they find nothing, but are not left out of the count. */
function findingsIn(
  pairs: readonly (readonly [VariantTotals, VariantTotals])[],
  measure: Measure,
  level: number,
): Finding[] {
  const compared = pairs.map(([a, b]) => (measure.isSound(a, b) ? measure.compare(a, b) : null));
  const adjusted = holm(compared.map((one) => one?.pValue ?? 1));
  return pairs.flatMap(([a, b], i) => {
    const difference = compared[i]?.difference ?? 0;
    if ((adjusted[i] ?? 1) >= level) return [];
    return difference > 0
      ? [{ better: a.variant, worse: b.variant }]
      : [{ better: b.variant, worse: a.variant }];
  });
}

function winsAll(variant: string, totals: readonly VariantTotals[], findings: readonly Finding[]): boolean {
  return totals.every(
    (other) =>
      other.variant === variant ||
      findings.some(({ better, worse }) => better === variant && worse === other.variant),
  );
}
