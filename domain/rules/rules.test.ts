import { readdirSync } from 'node:fs';
import { join } from 'node:path';
// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import { runExample } from './run-example';
import { isRuleType, ruleFor, rules, ruleTypes, type RuleType } from './index';
import { validateRuleConfig } from './validate';

const fileOf = (type: string): string => `${type.toLowerCase().replace(/_/g, '-')}.ts`;

describe('the registry', () => {
  test('lists every file that defines a rule, under the name of its type', async () => {
    const files = readdirSync(__dirname).filter(
      (file) => file.endsWith('.ts') && !/\.(test|fixtures)\./.test(file) && file !== 'index.ts',
    );
    const modules = await Promise.all(files.map(async (file) => ({ file, exports: await load(file) })));
    const defining = modules
      .filter(({ exports }) => Object.values(exports).some(isDefinition))
      .map(({ file }) => file);
    expect(defining.toSorted()).toEqual(ruleTypes.map(fileOf).toSorted());
  });

  test('knows its types, and only those', () => {
    expect(ruleTypes.every(isRuleType)).toBe(true);
    expect([isRuleType('NOPE'), isRuleType('toString'), isRuleType(3)]).toEqual([false, false, false]);
    expect(() => ruleFor('NOPE' as RuleType)).toThrow('unknown rule type NOPE');
  });
});

async function load(file: string): Promise<Record<string, unknown>> {
  return (await import(join(__dirname, file))) as Record<string, unknown>;
}

function isDefinition(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'measure' in value && 'schema' in value
  );
}

describe.each(rules.map((rule) => [rule.type, ruleFor(rule.type)] as const))('%s', (type, rule) => {
  test('says what it is', () => {
    expect([rule.title, rule.summary, rule.docs].every((text) => text.length > 4)).toBe(true);
    expect(rule.logicVersion).toBeGreaterThanOrEqual(1);
    expect(rule.examples.length).toBeGreaterThanOrEqual(3);
  });

  test('documents every field that is its own', () => {
    const described = rule.schema(joi, 2).describe().keys as Record<string, unknown>;
    const shared = [
      'caps',
      'refundPolicy',
      'redemption',
      'rewardType',
      'rewardValue',
      'rewardDescription',
      'rewardExpirationDays',
    ];
    const own = Object.keys(described).filter((field) => !shared.includes(field));
    const words = `${rule.summary} ${rule.docs} ${rule.preview(rule.defaults, 'USD')}`;
    expect(own.filter((field) => !words.includes(field) && !obvious.has(field))).toEqual([]);
  });

  test.each(['USD', 'JPY', 'KWD'])('has defaults that are valid in %s', (currency) => {
    expect(validateRuleConfig(joi, type, rule.defaults, { currency })).toEqual({ value: rule.defaults });
  });

  describe.each(rule.examples.map((example) => [example.title, example] as const))(
    '%s',
    (_title, example) => {
      test('is valid, and reads well', () => {
        const currency = example.currency ?? 'USD';
        expect(validateRuleConfig(joi, type, example.config, { currency })).toEqual({
          value: example.config,
        });
        expect(rule.preview(example.config, currency)).toBe(example.preview);
      });

      test('comes out as it says', () => {
        const steps = runExample(rule, example);
        expect(steps.map(({ actual }) => actual)).toEqual(steps.map(({ expected }) => expected));
      });
    },
  );
});

/** Fields whose name says everything. */
const obvious = new Set(['pointsPerDollar', 'punchesRequired', 'tiers', 'stampEarnRule']);
