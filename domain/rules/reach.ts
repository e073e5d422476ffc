import type { ValidHours } from './hours';
import type { PeriodUnit } from './periods';

/** What the first reward of a rule takes, as far as time limits it: enough to tell what can never be reached. */
export interface Reach {
  /** In the rule's unit; money in minor units. */
  readonly required: number;
  /** The most that the rule itself counts in one local day; null for no limit. Caps come on top. */
  readonly perDay: number | null;
  /** In what time it must be earned; null: in the whole time of the program. */
  readonly within:
    | { readonly days: number; readonly inARow: boolean }
    | { readonly period: Exclude<PeriodUnit, 'lifetime'> }
    | null;
  /** The only hours of the day that count, in the location's local time; null: all of them. */
  readonly hours: ValidHours | null;
}
