/** The registry: the only place that lists the rule types. A seventh is one file, one line here, one migration. */
import { amountSpent } from './amount-spent';
import { pointsBased } from './points-based';
import { punchCard } from './punch-card';
import type { RuleDefinition } from './rule-type';
import { stampCard } from './stamp-card';
import { tierBased } from './tier-based';
import { visitFrequency } from './visit-frequency';

/** All rule types, in the order in which they are shown. */
export const rules = [pointsBased, punchCard, amountSpent, tierBased, visitFrequency, stampCard] as const;

type Registered = (typeof rules)[number];

export type RuleType = Registered['type'];

/** The config of one rule type. */
export type ConfigOf<T extends RuleType> = Configs[T];

type Configs = { readonly [R in Registered as R['type']]: R['defaults'] };

/** The config of any rule type. */
export type RuleConfig = ConfigOf<RuleType>;

export const ruleTypes: readonly RuleType[] = rules.map((rule) => rule.type);

/** The state of any rule type: plain JSON, to be stored and handed back. */
export type RuleState = Registered['initialState'];

/** A rule of any type. What it is given must be of its own type; the registry and the validation see to that. */
export type AnyRule = RuleDefinition<RuleConfig, RuleState>;

const byType = new Map<string, AnyRule>(rules.map((rule) => [rule.type, rule]));

/** The definition of a rule type. RangeError for a type that is not registered. */
export function ruleFor(type: RuleType): AnyRule {
  const rule = byType.get(type);
  if (rule === undefined) throw new RangeError(`unknown rule type ${type}`);
  return rule;
}

/** Whether `value` names a rule type. */
export function isRuleType(value: unknown): value is RuleType {
  return typeof value === 'string' && byType.has(value);
}
