// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import * as fc from 'fast-check';
import { ruleFor, ruleTypes } from './index';
import { ruleConfigSchema, validateRuleConfig } from './validate';
import { changed, problemsOf } from './validate.fixtures';

describe.each(ruleTypes)('%s', (type) => {
  test.each([null, [], 'text', 7, true])('refuses %p as a config', (value) => {
    expect(problemsOf(type, value)).toEqual([['', 'not_an_object', 'Rule config must be an object']]);
  });

  test('refuses a config that is missing', () => {
    expect(problemsOf(type, undefined)).toEqual([['', 'required', 'Rule config is missing']]);
  });

  test('never throws, and never changes what it accepts', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(ruleFor(type).defaults), 'x'), fc.anything()),
        (fields) => {
          const config = { ...ruleFor(type).defaults, ...fields };
          const before = { ...config };
          const result = validateRuleConfig(joi, type, config, { currency: 'USD' });
          expect('value' in result ? result.value : before).toEqual(before);
        },
      ),
    );
  });

  test('is described by a JSON Schema with the bounds in it', () => {
    const schema = ruleConfigSchema(joi, type, 'USD')['~standard'].jsonSchema.input({
      target: 'draft-2020-12',
    }) as {
      properties: Record<string, unknown>;
      additionalProperties: boolean;
    };
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(Object.keys(ruleFor(type).defaults)),
    );
    expect(schema.additionalProperties).toBe(false);
  });
});

test('the specification’s own sample is valid', () => {
  const config = {
    punchesRequired: 8,
    minimumPurchaseAmount: 3.5,
    rewardType: 'free_item',
    rewardValue: 'free_coffee',
    rewardDescription: 'Free coffee of any size',
    categoryFilter: 'coffee',
    validHours: { start: 6, end: 14 },
  };
  expect(validateRuleConfig(joi, 'PUNCH_CARD', config, { currency: 'USD' })).toEqual({ value: config });
});

test.each([
  ['JPY', 3.5, 'Minimum purchase amount must not have decimals'],
  ['KWD', 3.5001, 'Minimum purchase amount must have at most 3 decimals'],
])('amounts are as precise as %s at most', (currency, minimumPurchaseAmount, message) => {
  const config = changed('PUNCH_CARD', { minimumPurchaseAmount });
  expect(problemsOf('PUNCH_CARD', config, currency)).toEqual([
    ['/minimumPurchaseAmount', 'too_precise', message],
  ]);
});

test('all problems are told at once', () => {
  const config = changed('PUNCH_CARD', {
    punchesRequired: 1,
    minimumPurchaseAmount: 0,
    validHours: { start: 6, end: 6 },
    x: 1,
  });
  const pointers = problemsOf('PUNCH_CARD', config).map(([pointer]) => pointer);
  expect(pointers.toSorted()).toEqual([
    '/minimumPurchaseAmount',
    '/punchesRequired',
    '/validHours/end',
    '/x',
  ]);
});

describe('hostile configs', () => {
  test.each([
    ['at the top', '{"__proto__":{"punchesRequired":8}}', '/__proto__'],
    ['in a map', '{"categoryMultipliers":{"__proto__":2}}', '/categoryMultipliers/__proto__'],
    ['in a list', '{"tiers":[{"__proto__":2}]}', '/tiers/0/__proto__'],
  ])('`__proto__` is refused %s', (_where, json, pointer) => {
    const problems = problemsOf('POINTS_BASED', JSON.parse(json));
    expect(problems).toContainEqual([
      pointer,
      'reserved_key',
      '"__proto__" cannot be the name of a field, remove it',
    ]);
  });

  test('a name of Object.prototype is a category like any other', () => {
    const config = changed('POINTS_BASED', { categoryMultipliers: { constructor: 2, toString: 3 } });
    expect(problemsOf('POINTS_BASED', config)).toEqual([]);
  });

  test('an oversize config is refused before anything looks at it', () => {
    const config = { tiers: Array.from({ length: 100_000 }, () => null) };
    expect(problemsOf('TIER_BASED', config)).toEqual([
      ['', 'too_large', 'Rule config must have at most 5,000 values'],
    ]);
  });

  test('deep nesting ends at the first unknown field', () => {
    let deep: unknown = {};
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    expect(problemsOf('PUNCH_CARD', changed('PUNCH_CARD', { deep }))).toEqual([
      ['/deep', 'unknown_field', '"deep" is not a field here, remove it'],
    ]);
  });

  test('many problems are cut off at 100, and long names are shortened', () => {
    const config = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}${'x'.repeat(100)}`, n]));
    const problems = problemsOf('STAMP_CARD', config);
    expect(problems).toHaveLength(100);
    expect(Math.max(...problems.map(([, , message]) => message?.length ?? 0))).toBeLessThan(100);
  });
});

test('a schema is built once per rule type and number of decimals', () => {
  expect(ruleConfigSchema(joi, 'PUNCH_CARD', 'USD')).toBe(ruleConfigSchema(joi, 'PUNCH_CARD', 'EUR'));
  expect(ruleConfigSchema(joi, 'PUNCH_CARD', 'USD')).not.toBe(ruleConfigSchema(joi, 'PUNCH_CARD', 'JPY'));
});
