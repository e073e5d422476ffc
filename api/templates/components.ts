import { ruleTypes } from '../../domain/rules';
import { text } from '../ledger/components';
import { type Components, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { previewParts } from '../preview/components';
import { templateBody } from './template-body';

const template = {
  id: text,
  builtIn: { type: 'boolean', description: 'Whether every business has it; the others are your own.' },
  industry: text,
  name: text,
  description: nullable(text),
  ruleType: { ...text, enum: ruleTypes },
  definition: { type: 'object', description: 'The body of a program, without dates and locations.' },
  preview: { ...text, description: 'What a customer would read.' },
};

/** Schemas of templates. */
export const templateComponents: Components = {
  TemplateCreate: schemaOfJoi(templateBody),
  Template: record(template),
  TemplateInFull: record({ ...template, ...previewParts }),
  TemplateList: record({ data: { type: 'array', items: ref('Template') } }),
};
