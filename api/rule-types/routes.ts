import Joi from 'joi';
import { defaultsOfBusiness } from '../businesses';
import { notFound } from '../problem';
import { etagMatches } from '../programs/etag';
import { type Call, defineRoute, type Reply, type Route } from '../route';
import { keptSeconds, ruleTypesIn, tagOf } from './cache';

interface RuleTypeQuery {
  readonly currency?: string;
}

const query = Joi.object<RuleTypeQuery>({
  currency: Joi.string()
    .pattern(/^[A-Z]{3}$/)
    .description('ISO 4217 code in which amounts are meant; that of the business when left out.'),
});

const answers = (description: string, schema: string): Route['responses'] => ({
  200: { description, schema, headers: ['ETag', 'Cache-Control'] },
  304: { description: 'Nothing has changed since the ETag in If-None-Match', headers: ['ETag'] },
});

const listRoute = defineRoute<RuleTypeQuery>({
  method: 'GET',
  path: '/rule-types',
  operationId: 'listRuleTypes',
  tag: 'Rule types',
  summary: 'List rule types',
  description:
    'Everything that a form needs: docs, JSON Schema, defaults and examples of each. May be kept an hour.',
  scope: 'loyalty:read',
  query,
  responses: answers('All rule types', 'RuleTypeList'),
  problems: ['business_not_found'],
  async handler(call) {
    return answer(call, { data: await ruleTypesIn(call.deps, await currencyOf(call)) });
  },
});

const getRoute = defineRoute<RuleTypeQuery>({
  method: 'GET',
  path: '/rule-types/{type}',
  operationId: 'getRuleType',
  tag: 'Rule types',
  summary: 'Get one rule type',
  scope: 'loyalty:read',
  params: {
    type: { description: 'Such as `PUNCH_CARD`', missing: 'rule_type_not_found', kind: 'name' },
  },
  query,
  responses: answers('The rule type', 'RuleType'),
  problems: ['rule_type_not_found', 'business_not_found'],
  async handler(call) {
    const wanted = call.params.type?.toUpperCase();
    const all = await ruleTypesIn(call.deps, await currencyOf(call));
    const found = all.find(({ type }) => type === wanted);
    if (found === undefined) throw notFound('rule_type_not_found');
    return answer(call, found);
  },
});

/** Every operation on rule types. */
export const ruleTypeRoutes: readonly Route[] = [listRoute, getRoute];

async function currencyOf(call: Call<RuleTypeQuery>): Promise<string> {
  return call.query.currency ?? (await defaultsOfBusiness(call)).currency;
}

function answer({ headers }: Call<RuleTypeQuery>, body: unknown): Reply {
  const tag = tagOf(body);
  // Not of one business, but only for those with a token.
  const caching = { ETag: `"${tag}"`, 'Cache-Control': `private, max-age=${keptSeconds}` };
  if (etagMatches(headers['if-none-match'], tag)) return { status: 304, headers: caching };
  return { status: 200, body, headers: caching };
}
