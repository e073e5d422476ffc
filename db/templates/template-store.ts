import type { Knex } from 'knex';
import type { RuleType } from '../../domain/rules';
import type { TenantContext } from '../tenant';

/** A template that the tenant can use: built in, or its own. */
export interface Template {
  readonly id: string;
  /** Null for a built-in one. */
  readonly businessId: string | null;
  readonly industry: string;
  readonly name: string;
  readonly description: string | null;
  readonly ruleType: RuleType;
  /** The body of a program, without dates, locations and lifecycle. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** Which templates to list; everything left out does not matter. */
export interface TemplateFilter {
  readonly industry?: string | undefined;
  readonly ruleTypes?: readonly RuleType[] | undefined;
  /** Part of the name or the description, in any case. */
  readonly search?: string | undefined;
}

/** The most templates that one business can save. */
export const mostOwnTemplates = 500;

/** Templates of the tenant and built-in ones, by industry and name. */
export async function listTemplates(
  knex: Knex,
  tenant: TenantContext,
  { industry, ruleTypes, search }: TemplateFilter,
): Promise<Template[]> {
  const query = visible(knex, tenant).orderBy(['industry', 'name', 'id']);
  if (industry !== undefined) void query.where({ industry });
  if (ruleTypes !== undefined) void query.whereIn('rule_type', ruleTypes);
  if (search !== undefined) {
    const pattern = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
    void query.whereRaw("lower(name || ' ' || coalesce(description, '')) LIKE ?", [pattern]);
  }
  return query;
}

/** One template that the tenant can use; null if there is none. */
export async function findTemplate(knex: Knex, tenant: TenantContext, id: string): Promise<Template | null> {
  return (await visible(knex, tenant).where({ id }).first()) ?? null;
}

/** Saves a template of the tenant. False when it has as many as it may have. */
export async function insertTemplate(
  knex: Knex,
  tenant: TenantContext,
  template: Omit<Template, 'businessId'>,
): Promise<boolean> {
  const [{ count } = { count: 0 }] = await knex('templates')
    .where({ business_id: tenant.businessId })
    .count<{ count: number }[]>();
  if (count >= mostOwnTemplates) return false;
  await knex('templates').insert({
    id: template.id,
    business_id: tenant.businessId,
    industry: template.industry,
    name: template.name,
    description: template.description,
    rule_type: template.ruleType,
    definition: JSON.stringify(template.definition),
  });
  return true;
}

/** Removes a template of the tenant; programs made from it stay. False if it has none with this id. */
export async function deleteTemplate(knex: Knex, tenant: TenantContext, id: string): Promise<boolean> {
  return (await knex('templates').where({ id, business_id: tenant.businessId }).delete()) === 1;
}

function visible(knex: Knex, tenant: TenantContext) {
  return knex('templates')
    .whereRaw('(business_id IS NULL OR business_id = ?)', [tenant.businessId])
    .select<Template[]>({
      id: 'id',
      businessId: 'business_id',
      industry: 'industry',
      name: 'name',
      description: 'description',
      ruleType: 'rule_type',
      definition: 'definition',
    });
}
