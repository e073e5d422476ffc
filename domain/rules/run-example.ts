/** Plays an example of a rule: the documentation shows what comes of it, the tests compare it with what it says. */
import { toMinorUnits } from '../money';
import { type AccountState, earn, type Granted, openAccount, type Outcome, reverse } from './earn';
import type { ExampleStep, RuleExample } from './example';
import type { AnyRule, RuleConfig, RuleState } from './index';
import { type Purchase, remainingPurchase } from './purchase';
import type { HeldReward, RuleContext } from './rule-type';

type Expected = ExampleStep['expect'];

/** One step played: what the example says, and what happened in the same terms. */
export interface PlayedStep {
  readonly expected: Expected;
  readonly actual: Expected;
}

interface Play {
  readonly rule: AnyRule;
  readonly example: RuleExample<RuleConfig>;
  readonly zone: string;
  readonly purchases: Map<string, { readonly purchase: Purchase; granted: Granted }>;
  account: AccountState<RuleState>;
  balance: number;
  held: HeldReward[];
  now: number;
}

/** Plays all steps of an example, in order. */
export function runExample(rule: AnyRule, example: RuleExample<RuleConfig>): readonly PlayedStep[] {
  const play: Play = {
    rule,
    example,
    zone: example.timezone ?? 'UTC',
    purchases: new Map(),
    account: openAccount(rule),
    balance: 0,
    held: [],
    now: Number.NEGATIVE_INFINITY,
  };
  return example.steps.map((step) => ({
    expected: step.expect,
    actual: restrictTo(step.expect, playStep(play, step)),
  }));
}

function playStep(play: Play, step: ExampleStep): Required<Expected> {
  const outcome = step.buy ? buy(play, step.buy) : step.refund ? refund(play, step.refund) : null;
  if (step.use) play.held.shift();
  if (step.reviewUntil !== undefined) reviewUntil(play, Date.parse(step.reviewUntil));
  if (outcome !== null) take(play, outcome);
  const { current, required, tier } = play.rule.progress(
    play.example.config,
    contextOf(play),
    play.account.rule,
    play.now,
  );
  const expiresAt = outcome?.expiresAt;
  return {
    earned: outcome?.earned ?? 0,
    issued: outcome?.issued.length ?? 0,
    revoked: outcome?.revoked.length ?? 0,
    reasons: outcome?.reasons.map(({ code }) => code) ?? [],
    progress: required === null ? [current] : [current, required],
    tier: tier?.name ?? null,
    expiresAt: typeof expiresAt === 'number' ? new Date(expiresAt).toISOString().replace('.000Z', 'Z') : '',
  };
}

function buy(play: Play, bought: NonNullable<ExampleStep['buy']>): Outcome<RuleState> {
  const purchase = purchaseOf(play, bought);
  play.now = purchase.occurredAt;
  const outcome = earn(
    play.rule,
    play.example.config,
    contextOf(play),
    play.account,
    purchase,
    rewardsOf(play, bought.id),
  );
  play.purchases.set(bought.id, { purchase, granted: outcome.granted });
  return outcome;
}

function refund(play: Play, { id, returned }: NonNullable<ExampleStep['refund']>): Outcome<RuleState> {
  const known = play.purchases.get(id);
  if (known === undefined) throw new Error(`the example refunds ${id}, which was not bought`);
  const { purchase } = known;
  const remaining = remainingPurchase(purchase, returned ?? purchase.lines.map((line) => line.quantity));
  const request = { purchase, remaining, granted: known.granted };
  const outcome = reverse(
    play.rule,
    play.example.config,
    contextOf(play),
    play.account,
    request,
    rewardsOf(play, `${id}'`),
  );
  known.granted = outcome.granted;
  return outcome;
}

function reviewUntil(play: Play, until: number): void {
  const { tiers } = play.rule;
  if (tiers === undefined) throw new Error('only tiers are reviewed');
  const { config } = play.example;
  for (let at = next(play.now); at !== null && at <= until; at = next(at)) {
    play.account = {
      ...play.account,
      rule: tiers.review(config, contextOf(play), play.account.rule, at).state,
    };
  }
  play.now = until;

  function next(after: number): number | null {
    return tiers?.nextReviewAt(config, contextOf(play), after) ?? null;
  }
}

function take(play: Play, outcome: Outcome<RuleState>): void {
  play.account = outcome.account;
  play.balance += outcome.earned;
  const left = play.held.filter(({ id }) => !outcome.revoked.includes(id));
  play.held = [
    ...left,
    ...outcome.issued.map(({ id, cost, issuedAt }) => ({
      id,
      cost,
      issuedAt,
      transactionId: id.split('#')[0] ?? null,
    })),
  ];
}

function contextOf(play: Play): RuleContext {
  return { currency: play.example.currency ?? 'USD', timezone: play.zone, balance: play.balance };
}

function rewardsOf(play: Play, id: string): { held: readonly HeldReward[]; rewardId: (n: number) => string } {
  return { held: play.held, rewardId: (n) => `${id}#${n}` };
}

function purchaseOf(play: Play, bought: NonNullable<ExampleStep['buy']>): Purchase {
  const { id, at, lines, discount, ...rest } = bought;
  const minor = (amount: number): number => toMinorUnits(amount, contextOf(play).currency);
  return {
    ...rest,
    transactionId: id,
    occurredAt: Date.parse(at),
    lines: lines.map((line) => ({ ...line, quantity: line.quantity ?? 1, amount: minor(line.amount) })),
    ...(discount === undefined ? {} : { discount: minor(discount) }),
  };
}

/** Examples say only what matters to them. */
function restrictTo(expected: Expected, actual: Required<Expected>): Expected {
  const said = Object.keys(expected) as (keyof Expected)[];
  return Object.fromEntries(said.map((key) => [key, actual[key]])) as unknown as Expected;
}
