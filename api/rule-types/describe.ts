import Joi from 'joi';
import { type AnyRule, rules, type RuleType } from '../../domain/rules';
import { ruleConfigSchema } from '../../domain/rules/validate';
import { type JsonSchema, schemaOfJoi } from '../openapi/json-schema';

/** What a form needs to know of a rule type. */
export interface RuleTypeView {
  readonly type: RuleType;
  readonly title: string;
  readonly summary: string;
  readonly docs: string;
  readonly unit: string;
  readonly logicVersion: number;
  readonly currency: string;
  readonly schema: JsonSchema;
  readonly defaults: object;
  readonly preview: string;
  readonly examples: readonly RuleExampleView[];
}

interface RuleExampleView {
  readonly title: string;
  readonly currency: string;
  readonly config: object;
  readonly preview: string;
}

/** All rule types as the API shows them, from nothing but the registry. Sentences are in `currency`. */
export function describeRuleTypes(currency: string): RuleTypeView[] {
  return rules.map((rule) => describeRule(rule, currency));
}

function describeRule(rule: AnyRule & { readonly type: RuleType }, currency: string): RuleTypeView {
  const { type, title, summary, docs, logicVersion, defaults } = rule;
  return {
    type,
    title,
    summary,
    docs,
    unit: rule.unit(defaults),
    logicVersion,
    currency,
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title,
      ...schemaOfJoi(ruleConfigSchema(Joi, type, currency)),
    },
    defaults,
    preview: rule.preview(defaults, currency),
    examples: rule.examples.map((example) => ({
      title: example.title,
      currency: example.currency ?? 'USD',
      config: example.config,
      preview: example.preview,
    })),
  };
}
