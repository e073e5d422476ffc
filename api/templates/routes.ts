import { v7 as newId } from 'uuid';
import { findProgram } from '../../db/programs/find-program';
import {
  deleteTemplate,
  findTemplate,
  insertTemplate,
  listTemplates,
  mostOwnTemplates,
  type Template,
} from '../../db/templates/template-store';
import type { Program } from '../../domain/program/program';
import { keepReply } from '../keep-reply';
import { basePath } from '../base-path';
import { defaultsOfBusiness } from '../businesses';
import { checkBody } from '../ledger/check-body';
import { notFound, Problem } from '../problem';
import { reusableBody } from '../programs/stored-body';
import { type Call, defineRoute, type Route } from '../route';
import { listQuery, type TemplatesQuery } from './list-query';
import { presentTemplate, presentTemplateInFull } from './present';
import { type TemplateBody, templateBody } from './template-body';

const templateId: NonNullable<Route['params']> = {
  id: { description: 'Id of the template', missing: 'template_not_found', kind: 'name' },
};

const listRoute = defineRoute<TemplatesQuery>({
  method: 'GET',
  path: '/templates',
  operationId: 'listTemplates',
  tag: 'Templates',
  summary: 'List templates',
  description: 'Built-in ones and those that your business saved, by industry and name.',
  scope: 'loyalty:read',
  query: listQuery,
  responses: { 200: { description: 'The templates', schema: 'TemplateList' } },
  problems: ['business_not_found'],
  async handler(call) {
    const { industry, ruleType: ruleTypes, q: search } = call.query;
    const templates = await listTemplates(call.deps.knex, call.tenant, { industry, ruleTypes, search });
    const { currency } = await defaultsOfBusiness(call);
    return { status: 200, body: { data: templates.map((template) => presentTemplate(template, currency)) } };
  },
});

const getRoute = defineRoute({
  method: 'GET',
  path: '/templates/{id}',
  operationId: 'getTemplate',
  tag: 'Templates',
  summary: 'Get one template, with its card and a worked example',
  scope: 'loyalty:read',
  params: templateId,
  responses: { 200: { description: 'The template', schema: 'TemplateInFull' } },
  problems: ['template_not_found', 'business_not_found'],
  async handler(call) {
    const template = await findTemplate(call.deps.knex, call.tenant, call.params.id ?? '');
    if (template === null) throw notFound('template_not_found');
    const defaults = await defaultsOfBusiness(call);
    return { status: 200, body: presentTemplateInFull(template, defaults, call.now) };
  },
});

const saveRoute = defineRoute({
  method: 'POST',
  path: '/templates',
  operationId: 'saveTemplate',
  tag: 'Templates',
  summary: 'Save a program as a template',
  description:
    'Takes everything but dates, locations and lifecycle. Later edits of the program do not change it.',
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  body: { schema: 'TemplateCreate', required: true },
  responses: {
    201: {
      description: 'The new template',
      schema: 'Template',
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['program_not_found', 'too_many_templates'],
  headersOf: ({ body }) => ({ Location: `${basePath}/templates/${(body as { id: string }).id}` }),
  async handler(call) {
    const body = checkBody(call.body, templateBody);
    const program = await findProgram(call.deps.knex, call.tenant, body.programId);
    if (program === null || program.deletedAt !== null) throw notFound('program_not_found');
    const template = templateOf(program, body, call);
    const reply = { status: 201, body: presentTemplate(template, program.currency) };
    await call.deps.knex.transaction(async (trx) => {
      if (!(await insertTemplate(trx, call.tenant, template))) {
        throw new Problem('too_many_templates', `A business can save ${mostOwnTemplates} templates.`);
      }
      await keepReply(trx, call, reply);
    });
    return reply;
  },
});

const deleteRoute = defineRoute({
  method: 'DELETE',
  path: '/templates/{id}',
  operationId: 'deleteTemplate',
  tag: 'Templates',
  summary: 'Remove a template of your own',
  description: 'Programs made from it stay. Built-in templates cannot be removed.',
  scope: 'loyalty:write',
  authoring: true,
  params: templateId,
  responses: { 204: { description: 'It is gone' } },
  problems: ['template_not_found'],
  async handler(call) {
    const removed = await deleteTemplate(call.deps.knex, call.tenant, call.params.id ?? '');
    if (!removed) throw notFound('template_not_found');
    return { status: 204 };
  },
});

/** Every operation on templates. */
export const templateRoutes: readonly Route[] = [listRoute, getRoute, saveRoute, deleteRoute];

function templateOf(program: Program, body: TemplateBody, { tenant }: Call): Template {
  const { description, ruleType } = program;
  const name = body.name ?? program.name;
  return {
    id: newId(),
    businessId: tenant.businessId,
    industry: body.industry,
    name,
    description,
    ruleType,
    // The amounts mean nothing without it.
    definition: { ...reusableBody(program), currency: program.currency, name },
  };
}
