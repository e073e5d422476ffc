import type { Template } from '../../db/templates/template-store';
import { type RuleConfig, ruleFor } from '../../domain/rules';

/** A template as the API shows it, with what a customer of a program made from it would read. */
export function presentTemplate(template: Template, currency: string) {
  const { id, businessId, industry, name, description, ruleType, definition } = template;
  return {
    id,
    builtIn: businessId === null,
    industry,
    name,
    description,
    ruleType,
    definition,
    preview: ruleFor(ruleType).preview(definition['ruleConfig'] as RuleConfig, currency),
  };
}
