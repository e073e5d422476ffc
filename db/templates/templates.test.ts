import Joi from 'joi';
import { ruleTypes } from '../../domain/rules';
import { validateRuleConfig } from '../../domain/rules/validate';
import { builtInTemplates } from './built-in';

test.each(builtInTemplates)('$id is valid as it is', ({ ruleType, ruleConfig }) => {
  expect(validateRuleConfig(Joi, ruleType, ruleConfig, { currency: 'USD' })).toEqual({ value: ruleConfig });
});

test('there are enough of them, over many industries, of all rule types, each once', () => {
  expect(builtInTemplates.length).toBeGreaterThanOrEqual(18);
  expect(new Set(builtInTemplates.map(({ industry }) => industry)).size).toBeGreaterThanOrEqual(9);
  expect(new Set(builtInTemplates.map(({ ruleType }) => ruleType))).toEqual(new Set(ruleTypes));
  expect(new Set(builtInTemplates.map(({ id }) => id)).size).toBe(builtInTemplates.length);
});
