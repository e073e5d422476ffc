import { ReferenceAccount, type ReferenceRule, type Terms } from './reference-model';
import { ReferenceAmountSpent, ReferencePunchCard, ReferenceStampCard } from './reference-model-cards';
import { ReferencePoints } from './reference-model-points';
import { ReferenceTiers } from './reference-model-tiers';
import { ReferenceVisits } from './reference-model-visits';

const rules: Record<string, new (terms: Terms) => ReferenceRule> = {
  POINTS_BASED: ReferencePoints,
  PUNCH_CARD: ReferencePunchCard,
  AMOUNT_SPENT: ReferenceAmountSpent,
  TIER_BASED: ReferenceTiers,
  VISIT_FREQUENCY: ReferenceVisits,
  STAMP_CARD: ReferenceStampCard,
};

/** An account of the reference model under a rule type. */
export function referenceAccount(ruleType: string, terms: Terms): ReferenceAccount {
  const Rule = rules[ruleType];
  if (Rule === undefined) throw new Error(`no reference model of ${ruleType}`);
  return new ReferenceAccount(new Rule(terms), terms);
}
