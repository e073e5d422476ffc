/** Definitions that warnings are tried with, and a table of what each is to be warned of. */
import { day, definitionOf, noon, programOf, type Wish } from '../../../test/support/programs';
import type { Program, ProgramDefinition } from '../../../domain/program/program';
import { warningCodes, warningsOf } from '.';
import type { WarningContext } from './warning';

export const reward = {
  rewardType: 'free_item',
  rewardValue: 'coffee',
  rewardDescription: 'A coffee',
} as const;
export const shop = { id: 'shop', timezone: 'Europe/Berlin' };
export const berlin = (text: string) => Date.parse(`${text}+01:00`);
export const other = (wish: Wish = {}): Program =>
  programOf({ name: 'Other', startsAt: noon - day, ...wish });
export const weekly = (rrule: string, start: string, duration = 'PT2H') => ({
  recurrence: { rrule, start, duration },
});
export const daily = (start: string, duration: string) => weekly('FREQ=DAILY', start, duration);
export const visits = (visitsRequired: number, withinDays: number, consecutiveRequired = false) => ({
  ruleType: 'VISIT_FREQUENCY' as const,
  ruleConfig: { visitsRequired, withinDays, consecutiveRequired, ...reward },
});
export const spend = (ruleConfig: object) => ({
  ruleType: 'AMOUNT_SPENT' as const,
  ruleConfig: { thresholdAmount: 100, ...reward, ...ruleConfig },
});
export const punches = (ruleConfig: object) => ({
  ruleConfig: { punchesRequired: 5, ...reward, ...ruleConfig },
});

/** The codes of the warnings about a definition. */
export function codes(
  definition: Partial<ProgramDefinition>,
  context: Partial<WarningContext> = {},
): string[] {
  const full = {
    now: noon,
    stored: null,
    locations: [shop],
    others: [],
    mostEdges: 20_000,
    ...context,
  };
  const warnings = warningsOf(definitionOf(definition), full);
  for (const { code, message, pointer } of warnings) {
    expect(warningCodes).toContain(code);
    expect([message.length > 20, pointer.startsWith('/')]).toEqual([true, true]);
  }
  return warnings.map(({ code }) => code);
}

/** What is tried, where it differs from the usual, and whether it is warned of. */
export type Row = readonly [string, Partial<ProgramDefinition>, Partial<WarningContext>, boolean];

/** One test per row: whether `code` is among the warnings. */
export function table(code: string, rows: readonly Row[]): void {
  test.each(rows)(`${code}: %s`, (_name, definition, context, warned) => {
    expect(codes(definition, context).includes(code)).toBe(warned);
  });
}
