import { type RuleType, ruleFor, ruleTypes } from '../domain/rules';

/** The body of a create or an update, as the API takes it. */
export interface ProgramBody {
  readonly name: string;
  readonly description: string | null;
  readonly ruleType: RuleType;
  readonly ruleConfigDomain: 'SIMPLE';
  readonly ruleConfig: unknown;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly isActive?: boolean;
}

/** The rule type of the program with this number: all types take turns. */
export function ruleTypeOf(index: number): RuleType {
  return ruleTypes[index % ruleTypes.length] as RuleType;
}

/** The program of the feature specification's example, live since the beginning of the year. */
export function punchCard(name: string): ProgramBody {
  return {
    name,
    description: 'Buy 8 coffees, get the 9th free',
    ruleType: 'PUNCH_CARD',
    ruleConfigDomain: 'SIMPLE',
    ruleConfig: {
      punchesRequired: 8,
      minimumPurchaseAmount: 3.5,
      rewardType: 'free_item',
      rewardValue: 'free_coffee',
      rewardDescription: 'Free coffee of any size',
      categoryFilter: 'coffee',
      validHours: { start: 6, end: 14 },
    },
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: null,
    isActive: true,
  };
}

/** An edit of the preloaded program with this number that moves no date, and so wakes no workflow. */
export function editOf(index: number, text: string): ProgramBody {
  const ruleType = ruleTypeOf(index);
  return {
    name: `Program ${index}`,
    description: `Edited: ${text}`,
    ruleType,
    ruleConfigDomain: 'SIMPLE',
    ruleConfig: ruleFor(ruleType).defaults,
    startsAt: new Date(preloadedStart).toISOString(),
    endsAt: null,
  };
}

/** Since when the preloaded programs are live, epoch milliseconds. */
export const preloadedStart = Date.parse('2026-01-01T00:00:00Z');
