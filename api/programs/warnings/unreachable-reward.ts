import type { ProgramDefinition } from '../../../domain/program/program';
import { ruleFor } from '../../../domain/rules';
import { capsIn } from '../../../domain/rules/caps';
import type { Reach } from '../../../domain/rules/reach';
import { OutOfEdges } from '../../../domain/schedule/open-time';
import type { Interval } from '../../../domain/schedule/schedule';
import { meetsHours } from './hours-that-count';
import { countDays, type DayRange, earningTime, longestRun, mostWithin, openDays } from './open-days';
import { mostInPeriod } from './period-days';
import type { Warning, WarningCheck, WarningContext } from './warning';

/**
 * A reward that no customer can ever be given. Only what is certain is said: days count as if a customer came on each of
 * them, and as often as caps allow.
 */
export const unreachableReward: WarningCheck = (definition, context) => {
  const { ruleType, ruleConfig, currency } = definition;
  const rule = ruleFor(ruleType);
  const reach = rule.reach?.(ruleConfig, currency);
  if (reach === undefined) return [];
  const { perDay, maximumBalance } = capsIn(rule.unit(ruleConfig), ruleConfig.caps, currency);
  if (maximumBalance !== undefined && maximumBalance < reach.required) {
    const message = 'Maximum balance is below what a reward takes: no customer can hold enough';
    return [warning('/ruleConfig/caps/maximumBalance', message)];
  }
  if (reach.hours === null && reach.perDay === null && perDay === undefined) return [];
  try {
    const stretches = [...earningTime(definition, context)];
    if (stretches.length === 0) return [];
    return (
      outsideHours(reach, stretches, definition, context) ?? tooFewDays(reach, perDay, stretches, definition)
    );
  } catch (error) {
    if (error instanceof OutOfEdges) return [];
    throw error;
  }
};

function warning(pointer: string, message: string): Warning {
  return { pointer, code: 'unreachable_reward', message };
}

function outsideHours(
  { hours }: Reach,
  stretches: readonly Interval[],
  { timezone }: ProgramDefinition,
  { locations }: WarningContext,
): Warning[] | null {
  if (hours === null) return null;
  const zones = [...new Set([timezone, ...locations.map((location) => location.timezone)])];
  if (meetsHours(stretches, hours, zones)) return null;
  const message = 'The program is never open in the valid hours of its rule: nothing can be earned';
  return [warning('/ruleConfig/validHours', message)];
}

function tooFewDays(
  { required, perDay: ofRule, within }: Reach,
  cap: number | undefined,
  stretches: readonly Interval[],
  { timezone }: ProgramDefinition,
): Warning[] {
  const perDay = Math.min(ofRule ?? Infinity, cap ?? Infinity);
  const days = openDays(stretches, timezone);
  const needed = Math.ceil(required / perDay);
  const available = mostDays(days, within);
  if (needed <= available) return [];
  const message = `A reward takes at least ${needed} days${wording(within)}, and the program is open on at most ${available} of them`;
  return [warning('/ruleConfig', message)];
}

/** The most open days that can count toward one reward. */
function mostDays(days: readonly DayRange[], within: Reach['within']): number {
  if (within === null) return countDays(days);
  if ('days' in within) return within.inARow ? longestRun(days) : mostWithin(days, within.days);
  return mostInPeriod(days, within.period);
}

function wording(within: Reach['within']): string {
  if (within === null) return '';
  if ('period' in within) return ' within one period';
  return within.inARow ? ' in a row' : ` within ${within.days} days`;
}
