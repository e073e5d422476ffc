/** The periods over which rules add up: calendar months, quarters and years, or for ever. */
import type { PeriodLength } from '../calendar';

export const periodUnits = [
  'monthly',
  'quarterly',
  'yearly',
  'lifetime',
] as const satisfies readonly PeriodLength[];
export type PeriodUnit = PeriodLength;

const phrases: Readonly<Record<PeriodUnit, string>> = {
  monthly: ' within a calendar month',
  quarterly: ' within a calendar quarter',
  yearly: ' within a calendar year',
  lifetime: '',
};

/** How a period reads in a sentence, with the space before it; nothing for `lifetime`. */
export function periodPhrase(unit: PeriodUnit): string {
  return phrases[unit];
}
