import { findTemplate, type Template } from '../../db/templates/template-store';
import type { Call } from '../route';
import { meaningFault, refusalOf, shapeFault } from './faults';

/**
 * The body of a create with the template that it names filled in: what the body says wins, field by field and deep
 * within `ruleConfig`; lists are replaced as a whole. A body without `templateId` is returned as it is.
 */
export async function fillFromTemplate(call: Call): Promise<unknown> {
  const { body } = call;
  if (!isRecord(body) || !('templateId' in body)) return body;
  const { templateId, ...overrides } = body;
  if (typeof templateId !== 'string') {
    throw refusalOf([shapeFault('/templateId', 'not_text', 'Template must be the id of a template')]);
  }
  const template = await findTemplate(call.deps.knex, call.tenant, templateId);
  if (template === null) {
    const message = 'Template must be one of GET /templates';
    throw refusalOf([meaningFault('/templateId', 'unknown_template', message)]);
  }
  refuseOtherType(template, overrides['ruleType']);
  return merge(template.definition, overrides);
}

function refuseOtherType({ ruleType }: Template, wanted: unknown): void {
  if (wanted === undefined || wanted === ruleType) return;
  const message = `The template is for ${ruleType}: leave ruleType out, or choose another template`;
  throw refusalOf([meaningFault('/ruleType', 'template_of_other_type', message)]);
}

/** `over` laid over `base`, object by object. Null overrides, undefined does not occur in JSON. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    merged.set(key, merged.has(key) ? merge(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
