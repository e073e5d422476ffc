import { ruleTypes } from '../../domain/rules';
import { integer, text } from '../ledger/components';
import { type Components, record, ref } from '../openapi/json-schema';

const config = { type: 'object' } as const;
const sentence = { ...text, description: 'What a customer would read.' };

/** Schemas of rule types. */
export const ruleTypeComponents: Components = {
  RuleType: record({
    type: { ...text, enum: ruleTypes },
    title: text,
    summary: text,
    docs: { ...text, description: 'Markdown.' },
    unit: { ...text, description: 'What it counts under its defaults.' },
    logicVersion: { ...integer, description: 'Raised whenever the same config would earn differently.' },
    currency: { ...text, description: 'Of the amounts in defaults and preview.' },
    schema: { ...config, description: 'JSON Schema (draft 2020-12) of `ruleConfig`.' },
    defaults: { ...config, description: 'A config to begin with.' },
    preview: sentence,
    examples: {
      type: 'array',
      items: record({ title: text, currency: text, config, preview: sentence }),
    },
  }),
  RuleTypeList: record({ data: { type: 'array', items: ref('RuleType') } }),
};
