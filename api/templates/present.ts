import type { BusinessDefaults } from '../../db/businesses';
import type { Template } from '../../db/templates/template-store';
import { previewOf } from '../../domain/preview/preview';
import { definitionDefaults, type ProgramDefinition } from '../../domain/program/program';
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
    preview: ruleFor(ruleType).preview(
      definition['ruleConfig'] as RuleConfig,
      currencyOf(template, currency),
    ),
  };
}

/** The same with the card and a worked example, as a business with these defaults would have them. */
export function presentTemplateInFull(template: Template, defaults: BusinessDefaults, now: number) {
  const definition = {
    ...definitionDefaults,
    startsAt: null,
    endsAt: null,
    locationIds: null,
    ...defaults,
    ...template.definition,
    // Whom it is for is a matter of segments, which a preview of a template does not look up.
    segmentIds: null,
  } as unknown as ProgramDefinition;
  const { card, example } = previewOf(definition, {
    now,
    names: { locations: null, segments: null },
    place: null,
  });
  return { ...presentTemplate(template, defaults.currency), card, example };
}

/** Amounts of a saved template are in the currency of the program it was made from. */
function currencyOf({ definition }: Template, otherwise: string): string {
  return (definition as { readonly currency?: string }).currency ?? otherwise;
}
