import type { Bought, ReferenceRule, Standing, Terms, Worth } from './reference-model';
import { periodName } from './reference-model-calendar';
import { floor, fraction, sumOf, times, whole } from './reference-model-money';

interface Tier {
  readonly name: string;
  readonly threshold: { readonly type: string; readonly value: number; readonly period: string };
}

/** Everything that was ever counted, added up anew whenever somebody asks. Knows no reviews. */
export class ReferenceTiers implements ReferenceRule {
  private readonly counted: { readonly at: number; readonly worth: Worth }[] = [];
  private readonly metrics: readonly string[];

  constructor(private readonly terms: Terms) {
    this.metrics = [...new Set(this.tiers.map(({ threshold }) => threshold.type))];
  }

  worth({ lines, points }: Bought): Worth {
    const values: Record<string, bigint> = { spending: sumOf(lines), visits: 1n, points };
    return this.metrics.map((metric) => values[metric] ?? 0n);
  }

  give(worth: Worth, { at }: Bought): void {
    this.counted.push({ at, worth });
  }

  take(worth: Worth, { at }: Bought): void {
    this.counted.push({ at, worth: worth.map((n) => -n) });
  }

  held(at: number): bigint {
    const [lowest] = this.tiers;
    return lowest === undefined ? 0n : this.reached(lowest, at);
  }

  expire(): void {}

  standing(now: number): Standing {
    const rank = this.rank();
    const goal = this.tiers[rank + 1] ?? this.tiers[rank];
    const balance = this.counted.reduce((sum, { worth }) => sum + (worth[0] ?? 0n), 0n);
    const progress = goal === undefined ? 0n : this.reached(goal, now);
    return { balance, progress, lots: [], rewards: [], tier: this.tiers[rank]?.name ?? null };
  }

  private get tiers(): readonly Tier[] {
    return this.terms.config.tiers;
  }

  /** The highest tier whose threshold was met in any period in which something was bought; -1 for none. */
  private rank(): number {
    return this.tiers.findLastIndex((tier) =>
      this.counted.some(({ at }) => this.reached(tier, at) >= this.need(tier)),
    );
  }

  private reached({ threshold: { type, period } }: Tier, at: number): bigint {
    const { timezone } = this.terms;
    const name = periodName(at, period, timezone);
    const same = this.counted.filter((one) => periodName(one.at, period, timezone) === name);
    return same.reduce((sum, { worth }) => sum + (worth[this.metrics.indexOf(type)] ?? 0n), 0n);
  }

  private need({ threshold: { type, value } }: Tier): bigint {
    const unit = type === 'spending' ? whole(10n ** BigInt(this.terms.digits)) : whole(1n);
    return floor(times(fraction(value), unit));
  }
}
