// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import * as fc from 'fast-check';
import { segmentRuleSchema } from './schema';
import { conditionsOf } from './segments.fixtures';
import { validateSegmentRule } from './validate';

const programId = '01890000-0000-7000-8000-00000000000a';

function problemsOf(rule: unknown, currency = 'USD') {
  const result = validateSegmentRule(joi, rule, { currency });
  return 'errors' in result ? result.errors.map((e) => [e.pointer, e.code, e.message]) : [];
}

function nested(levels: number): unknown {
  let rule: unknown = { field: 'visits', op: 'gte', value: 1 };
  for (let i = 1; i < levels; i += 1) rule = { not: rule };
  return rule;
}

test.each([
  [{ field: 'attributes.city', op: 'eq', value: 'Leeds' }],
  [{ field: 'attributes.score', op: 'gte', value: 7.5 }],
  [{ field: 'attributes.born', op: 'lt', value: '1990-05-17' }],
  [{ field: 'attributes.vip', op: 'ne', value: true }],
  [{ field: 'attributes.city', op: 'notIn', value: ['Leeds', 7, false] }],
  [{ field: 'attributes.city', op: 'exists', value: false }],
  [{ field: 'enrolledDays', op: 'gte', value: 30 }],
  [{ field: 'enrolledDays', op: 'gte', value: 30, programId }],
  [{ field: 'spend', op: 'gte', value: 99.99, withinDays: 90 }],
  [{ field: 'visits', op: 'eq', value: 0 }],
  [{ field: 'tier', op: 'in', value: ['Gold', 'Silver'], programId }],
  [{ field: 'tier', op: 'exists', value: true, programId }],
  [{ field: 'lastVisitDays', op: 'gt', value: 60 }],
  [
    {
      all: [
        { any: [{ field: 'visits', op: 'gt', value: 3 }] },
        { not: { field: 'spend', op: 'lt', value: 5 } },
      ],
    },
  ],
])('accepts %j, and so does its schema', (rule) => {
  expect(validateSegmentRule(joi, rule, { currency: 'USD' })).toEqual({ value: rule });
  expect(segmentRuleSchema(joi, 2).validate(rule).error).toBeUndefined();
});

test.each([
  [undefined, '', 'required', 'Rule is missing'],
  [null, '', 'not_an_object', 'Rule must be an object'],
  [[], '', 'not_an_object', 'Rule must be an object'],
  ['spend > 5', '', 'not_an_object', 'Rule must be an object'],
  [{}, '', 'no_condition', 'Rule must have one of all, any, not and field'],
  [{ all: [] }, '/all', 'too_few', '"all" must have between 1 and 100 entries'],
  [{ all: {} }, '/all', 'not_a_list', '"all" must be a list'],
  [{ not: null }, '/not', 'not_an_object', 'Rule must be an object'],
  [
    { all: [{ field: 'visits', op: 'eq', value: 1 }], any: [] },
    '/any',
    'unknown_field',
    '"any" is not a field here, remove it',
  ],
  [
    { field: 'shoeSize', op: 'eq', value: 1 },
    '/field',
    'unknown_field',
    'Field must be one of attributes.<key>, enrolledDays, spend, visits, tier, lastVisitDays',
  ],
  [{ field: 'constructor', op: 'eq', value: 1 }, '/field', 'unknown_field', expect.any(String)],
  [{ field: 'attribute', op: 'eq', value: 1 }, '/field', 'unknown_field', expect.any(String)],
  [
    { field: 'attributes.', op: 'eq', value: 1 },
    '/field',
    'not_allowed',
    expect.stringContaining('up to 64'),
  ],
  [{ field: 'attributes.__proto__', op: 'eq', value: 1 }, '/field', 'not_allowed', expect.any(String)],
  [{ field: "attributes.a'; --", op: 'eq', value: 1 }, '/field', 'not_allowed', expect.any(String)],
  [{ field: 'spend', op: 'in', value: [1] }, '/op', 'not_allowed', 'Op must be one of eq, lt, lte, gt, gte'],
  [{ field: 'spend', value: 1 }, '/op', 'required', 'Op is missing'],
  [{ field: 'spend', op: 'gte' }, '/value', 'required', 'Value is missing'],
  [{ field: 'spend', op: 'gte', value: '5' }, '/value', 'not_a_number', 'Value must be a number'],
  [
    { field: 'spend', op: 'gte', value: 5.001 },
    '/value',
    'too_precise',
    'Value must have at most 2 decimals',
  ],
  [
    { field: 'spend', op: 'gte', value: -1 },
    '/value',
    'out_of_range',
    expect.stringContaining('between 0 and'),
  ],
  [
    { field: 'spend', op: 'gte', value: 1, withinDays: 4000 },
    '/withinDays',
    'out_of_range',
    'Within days must be between 1 and 3,660',
  ],
  [
    { field: 'visits', op: 'gte', value: 1.5 },
    '/value',
    'not_a_whole_number',
    'Value must be a whole number',
  ],
  [{ field: 'visits', op: 'gte', value: 1, when: 1 }, '/when', 'unknown_field', expect.any(String)],
  [{ field: 'tier', op: 'eq', value: 'Gold' }, '/programId', 'required', 'Program id is missing'],
  [
    { field: 'tier', op: 'eq', value: 'Gold', programId: 'mine' },
    '/programId',
    'not_allowed',
    'Program id must be a UUID in lower case',
  ],
  [{ field: 'tier', op: 'eq', value: 3, programId }, '/value', 'not_text', 'Value must be text'],
  [
    { field: 'attributes.a', op: 'eq', value: null },
    '/value',
    'not_allowed',
    'Value must be text, a number, true or false',
  ],
  [
    { field: 'attributes.a', op: 'eq', value: 'a\0b' },
    '/value',
    'not_allowed',
    expect.stringContaining('text'),
  ],
  [{ field: 'attributes.a', op: 'eq', value: '\ud800' }, '/value', 'not_allowed', expect.any(String)],
  [
    { field: 'attributes.a', op: 'lt', value: 'soon' },
    '/value',
    'not_allowed',
    'Value must be a number or a date such as 1990-05-17',
  ],
  [{ field: 'attributes.a', op: 'in', value: [] }, '/value', 'too_few', expect.any(String)],
  [{ field: 'attributes.a', op: 'in', value: [{}] }, '/value/0', 'not_allowed', expect.any(String)],
  [
    { field: 'attributes.a', op: 'exists', value: 'yes' },
    '/value',
    'not_a_boolean',
    'Value must be true or false',
  ],
])('refuses %j', (rule, pointer, code, message) => {
  expect(problemsOf(rule)).toEqual([[pointer, code, message]]);
});

test('every problem is told at once, each where it is', () => {
  const rule = {
    all: [{ field: 'spend', op: 'gte', value: -1 }, { not: { field: 'x', op: 'eq', value: 1 } }],
  };
  expect(problemsOf(rule).map(([pointer]) => pointer)).toEqual(['/all/0/value', '/all/1/not/field']);
});

test('text may have a thousand characters', () => {
  const rule = { field: 'attributes.a', op: 'eq', value: 'x'.repeat(1_000) };
  expect(problemsOf(rule)).toEqual([]);
  expect(problemsOf({ ...rule, value: `${rule.value}x` })).toEqual([
    ['/value', 'too_long', 'Value must have at most 1,000 characters'],
  ]);
});

test('amounts are as precise as the currency', () => {
  expect(problemsOf({ field: 'spend', op: 'gte', value: 5.5 }, 'JPY')).toEqual([
    ['/value', 'too_precise', 'Value must not have decimals'],
  ]);
});

test('ten levels are enough, eleven or two hundred are too many', () => {
  expect(problemsOf(nested(10))).toEqual([]);
  for (const levels of [11, 200, 100_000]) {
    expect(problemsOf(nested(levels))).toEqual([
      ['/not'.repeat(10), 'too_deep', 'A rule must have at most 10 levels of conditions'],
    ]);
  }
});

test('a hundred conditions are enough, one more is too many', () => {
  const fifty = { any: Array.from({ length: 50 }, () => nested(1)) };
  expect(problemsOf({ all: [fifty, fifty] })).toEqual([]);
  expect(problemsOf({ all: [fifty, fifty, nested(1)] })).toEqual([
    ['', 'too_many', 'A rule must have at most 100 conditions'],
  ]);
});

test.each([
  ['members', { all: Array.from({ length: 100_000 }, () => ({})) }, '/all'],
  ['values', { field: 'attributes.a', op: 'in', value: Array.from({ length: 100_000 }, () => 1) }, '/value'],
  ['fields', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, 1])), ''],
  [
    'empty groups',
    { all: Array.from({ length: 99 }, () => ({ all: Array.from({ length: 99 }, () => ({ all: [] })) })) },
    '',
  ],
])('too many %s are refused as one problem', (_what, rule, pointer) => {
  expect(problemsOf(rule)).toEqual([[pointer, 'too_many', expect.any(String)]]);
});

test.each([
  '{"__proto__": {}}',
  '{"all": [{"__proto__": 1}]}',
  '{"field":"visits","op":"eq","value":1,"__proto__":[]}',
])('refuses the reserved key in %s', (text) => {
  expect(problemsOf(JSON.parse(text))).toEqual([
    [expect.stringMatching(/\/__proto__$/), 'reserved_key', expect.stringContaining('remove it')],
  ]);
});

test('never throws, whatever it is given', () => {
  const node = fc.letrec((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4 },
      fc.anything(),
      conditionsOf([programId]),
      fc.dictionary(
        fc.constantFrom('all', 'any', 'not', 'field', 'op', 'value'),
        fc.oneof(tie('rule'), fc.anything()),
      ),
      fc.record({ all: fc.array(tie('rule')) }),
    ),
  })).rule;
  fc.assert(
    fc.property(node, (rule) => {
      const result = validateSegmentRule(joi, rule, { currency: 'USD' });
      expect('errors' in result ? result.errors.length : 1).toBeGreaterThan(0);
    }),
  );
});

test('is described by a JSON Schema that refers to itself', () => {
  const schema = segmentRuleSchema(joi, 2)['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  expect(JSON.stringify(schema)).toContain('{"$ref":"#/$defs/segmentRule"}');
});
