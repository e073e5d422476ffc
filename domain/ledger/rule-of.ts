import type { Program } from '../program/program';
import { type RuleConfig, ruleFor } from '../rules';
import { type AccountState, openAccount } from '../rules/earn';
import type { HeldReward, Progress, RuleContext, RuleDefinition } from '../rules/rule-type';
import type { AccountDraft } from './account-draft';
import { isOpen } from './account-draft';

/** A rule whose state only it can read. */
export type AnyRule = RuleDefinition<RuleConfig, unknown>;

/** The rule of a program. */
export function ruleOf(program: Pick<Program, 'ruleType'>): AnyRule {
  return ruleFor(program.ruleType);
}

/** What a rule is told about a program and an account. */
export function ruleContext(program: Program, balance: number): RuleContext {
  return { currency: program.currency, timezone: program.timezone, balance };
}

/** The stored state of an account as the rules' engine takes it. */
export function accountState(state: unknown): AccountState<unknown> {
  return state as AccountState<unknown>;
}

/** What an account remembers when it is opened. */
export function openState(program: Pick<Program, 'ruleType'>): unknown {
  return openAccount(ruleOf(program) as unknown as RuleDefinition<never, unknown>);
}

/** The rewards of an account that can still be taken back, oldest first. */
export function heldRewards(draft: AccountDraft): HeldReward[] {
  return draft
    .allRewards()
    .filter(isOpen)
    .map(({ id, cost, transactionId, issuedAt }) => ({ id, cost, transactionId, issuedAt }));
}

/** How far an account is at an instant. */
export function progressOf(
  program: Program,
  account: { balance: number; state: unknown },
  at: number,
): Progress {
  const context = ruleContext(program, account.balance);
  return ruleOf(program).progress(program.ruleConfig, context, accountState(account.state).rule, at);
}
