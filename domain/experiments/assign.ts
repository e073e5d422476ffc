import { md5First32 } from './md5';
import { totalWeight, type Variant } from './variant';

/** What of a variant decides who is in it. */
type Weighted = Pick<Variant, 'name' | 'weight'>;

/** A variant's share of the buckets: `[from, to)` of 0 to 99. */
export interface Share<V extends Weighted> {
  readonly variant: V;
  readonly from: number;
  readonly to: number;
}

/** Where a customer stands in an experiment, 0 to 99: the same as `experiment_bucket` in the database. */
export function bucketOf(experimentId: string, customerId: string): number {
  return Math.floor((md5First32(`${experimentId}:${customerId}`) * totalWeight) / 2 ** 32);
}

/** How the buckets are shared, in the order of the variants' names: the order in which they are listed is nothing. */
export function sharesOf<V extends Weighted>(variants: readonly V[]): Share<V>[] {
  let from = 0;
  return variants
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((variant) => {
      const share = { variant, from, to: from + variant.weight };
      from = share.to;
      return share;
    });
}

/**
 * The variant of a customer in an experiment: always the same one, and independent of the customer's variant in any
 * other. Ids are UUIDs in lower case.
 * @throws RangeError when the weights do not add up to 100
 */
export function assignVariant<V extends Weighted>(
  experimentId: string,
  customerId: string,
  variants: readonly V[],
): V {
  const bucket = bucketOf(experimentId, customerId);
  const shares = sharesOf(variants);
  const share = shares.find(({ to }) => bucket < to);
  if (share === undefined || shares.at(-1)?.to !== totalWeight) {
    throw new RangeError(`the weights of variants must add up to ${totalWeight}`);
  }
  return share.variant;
}
