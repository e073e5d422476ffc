/** What the tests of the validation share. */
// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import { type RuleType, ruleFor } from './index';
import { validateRuleConfig } from './validate';

export type Json = Readonly<Record<string, unknown>>;

type Told = readonly [pointer: string, code: string, message: string];

/** A change to the defaults, and all that must be said of it. */
export type Refusal = readonly [what: string, change: Json, told: readonly Told[]];

/** What the validation says of a config. */
export function problemsOf(type: RuleType, value: unknown, currency = 'USD'): Told[] {
  const result = validateRuleConfig(joi, type, value, { currency });
  return 'errors' in result
    ? result.errors.map(({ pointer, code, message }) => [pointer, code, message])
    : [];
}

/** The defaults with some fields changed; those set to undefined are left out. */
export function changed(type: RuleType, change: Json): Json {
  const fields = Object.entries({ ...ruleFor(type).defaults, ...change });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** A table test of refusals. */
export function testRefusals(type: RuleType, refusals: readonly Refusal[]): void {
  test.each(refusals)(`${type} refuses %s`, (_what, change, told) => {
    expect(problemsOf(type, changed(type, change)).toSorted()).toEqual(told.toSorted());
  });
}
