// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import * as fc from 'fast-check';
import { ruleFor } from '../rules';
import { validateVariants } from './validate-variants';

const program = { ruleType: 'PUNCH_CARD', currency: 'USD' } as const;
const ruleConfig = ruleFor('PUNCH_CARD').defaults;
const control = { name: 'control', weight: 50, control: true, ruleConfig };
const other = { name: 'eight', weight: 50, ruleConfig: { ...ruleConfig, punchesRequired: 8 } };

function problemsOf(variants: unknown) {
  const result = validateVariants(joi, variants, program);
  return 'errors' in result ? result.errors.map((e) => [e.pointer, e.code, e.message]) : [];
}

test('accepts two to four variants', () => {
  const two = [control, other];
  expect(validateVariants(joi, two, program)).toEqual({ value: two });
  const four = ['a', 'b', 'c'].map((name) => ({ ...other, name, weight: 20 }));
  expect(problemsOf([{ ...control, weight: 40 }, ...four])).toEqual([]);
});

test.each([
  [undefined, '', 'required', 'Variants is missing'],
  [{}, '', 'not_a_list', 'Variants must be a list'],
  [[control], '', 'too_few', 'Variants must have between 2 and 4 entries'],
  [
    Array.from({ length: 50_000 }, () => control),
    '',
    'too_many',
    'Variants must have between 2 and 4 entries',
  ],
  [
    [control, { ...other, weight: 49 }],
    '/1/weight',
    'weights_do_not_sum',
    'Weights must add up to 100, they add up to 99',
  ],
  [[control, { ...other, weight: 0 }], '/1/weight', 'out_of_range', 'Weight must be between 1 and 99'],
  [[control, { ...other, weight: 50.5 }], '/1/weight', 'not_a_whole_number', 'Weight must be a whole number'],
  [[control, { ...other, weight: '50' }], '/1/weight', 'not_a_number', 'Weight must be a whole number'],
  [[control, { ...other, name: 'control' }], '/1/name', 'duplicate', 'Name "control" is used twice'],
  [
    [control, { ...other, name: '__proto__' }],
    '/1/name',
    'not_allowed',
    expect.stringContaining('letters, digits'),
  ],
  [[control, { ...other, control: true }], '/1/control', 'duplicate', 'Only one variant can be the control'],
  [[{ ...control, control: false }, other], '', 'no_control', 'One variant must be the control'],
  [
    [control, { ...other, colour: 'red' }],
    '/1/colour',
    'unknown_field',
    '"colour" is not a field here, remove it',
  ],
  [[control, { ...other, ruleConfig: undefined }], '/1/ruleConfig', 'required', 'Rule config is missing'],
  [
    [control, { ...other, ruleConfig: { ...ruleConfig, punchesRequired: 0 } }],
    '/1/ruleConfig/punchesRequired',
    'out_of_range',
    expect.stringContaining('must be between'),
  ],
])('refuses case %#', (variants, pointer, code, message) => {
  expect(problemsOf(variants)).toEqual([[pointer, code, message]]);
});

test('refuses a reserved key', () => {
  const variants = JSON.parse(
    JSON.stringify([control, other]).replace('"weight"', '"__proto__":{},"weight"'),
  );
  expect(problemsOf(variants)).toContainEqual(['/0/__proto__', 'reserved_key', expect.any(String)]);
});

test('never throws, whatever it is given', () => {
  const variant = fc.dictionary(
    fc.constantFrom('name', 'weight', 'control', 'ruleConfig', 'x'),
    fc.anything(),
  );
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.array(fc.oneof(fc.constant(control), variant, fc.anything()))),
      (value) => {
        const result = validateVariants(joi, value, program);
        expect('errors' in result ? result.errors.length : 1).toBeGreaterThan(0);
      },
    ),
  );
});
