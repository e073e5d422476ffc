import { createHash } from 'node:crypto';
import type { ApiDependencies } from '../dependencies';
import { describeRuleTypes, type RuleTypeView } from './describe';

/** How long an answer is kept, here and by callers. */
export const keptSeconds = 60 * 60;

/**
 * All rule types in a currency: from Redis where they were described within the hour, by this process or another one
 * with the same rules; without Redis, anew.
 */
export async function ruleTypesIn(
  { redis }: Pick<ApiDependencies, 'redis'>,
  currency: string,
): Promise<readonly RuleTypeView[]> {
  const key = `loyalty:rule-types:${release()}:${currency}`;
  const kept = await redis?.get(key).catch(() => null);
  if (typeof kept === 'string') return JSON.parse(kept) as RuleTypeView[];
  const described = describeRuleTypes(currency);
  redis?.set(key, JSON.stringify(described), 'EX', keptSeconds).catch(() => undefined);
  return described;
}

/** The ETag of an answer, without its quotes. */
export function tagOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}

let known: string | null = null;

/** Another one for other rules: during a deployment old and new processes must not serve each other's. */
function release(): string {
  return (known ??= tagOf(describeRuleTypes('USD')));
}
