import { medianOf, type Summary } from './summary';

export interface Sides {
  readonly rounds: number;
  readonly product: (round: number) => Promise<Summary>;
  readonly ceiling: (round: number) => Promise<Summary>;
  /** Lets the work that a product round left behind finish, so that the ceiling does not pay for it. */
  readonly settle?: () => Promise<void>;
}

export interface Compared {
  readonly product: Summary;
  readonly ceiling: Summary;
}

/** Measures product and ceiling in turns, so that both see the same machine, and takes the median of the rounds of each. */
export async function alternate({ rounds, product, ceiling, settle }: Sides): Promise<Compared> {
  const products: Summary[] = [];
  const ceilings: Summary[] = [];
  for (let round = 0; round < rounds; round++) {
    ceilings.push(await ceiling(round));
    products.push(await product(round));
    await settle?.();
  }
  return { product: medianOf(products), ceiling: medianOf(ceilings) };
}
