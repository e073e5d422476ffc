import type { Unit } from '../../rules/rule-type';

/** What a card shows of its holder. */
export interface Standing {
  readonly unit: Unit;
  /** In the unit; amounts as decimals of the currency. */
  readonly current: number;
  /** Null where nothing is to be reached. */
  readonly required: number | null;
  /** The tier that is held; null for none. */
  readonly tier: string | null;
  /** What the points are worth, for people: `$3.50`. */
  readonly worth: string | null;
}

/** The part of a card on which its face is drawn. */
export const face = { x: 40, y: 116, width: 560, height: 190 } as const;
