import type { Program } from '../program/program';
import type { Outcome } from '../rules/earn';
import { ruleOf } from './rule-of';

/** An outcome that also gives a tier, as brought from another system; null if the program has no such tier. */
export function placedInTier(
  program: Program,
  outcome: Outcome<unknown>,
  tier: string,
  at: number,
): Outcome<unknown> | null {
  const { tiers } = ruleOf(program);
  const from = tiers?.current(program.ruleConfig, outcome.account.rule)?.name ?? null;
  const rule = tiers?.place(program.ruleConfig, outcome.account.rule, tier, at);
  if (tiers === undefined || rule === null || rule === undefined) return null;
  const to = tiers.current(program.ruleConfig, rule)?.name ?? null;
  const { tier: _before, ...rest } = outcome;
  const account = { ...outcome.account, rule };
  return from === to ? { ...rest, account, ...changeOf(outcome) } : { ...rest, account, tier: { from, to } };
}

function changeOf({ tier }: Outcome<unknown>): Pick<Outcome<unknown>, 'tier'> {
  return tier === undefined ? {} : { tier };
}
