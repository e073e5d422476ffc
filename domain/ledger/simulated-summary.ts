import { toMinorUnits } from '../money';
import type { Instant, Program } from '../program/program';
import { iso } from '../program/view';
import { shown } from './present';
import { ruleOf } from './rule-of';
import type { SimulatedStep } from './simulate';

/** What a simulation comes to, counted step by step. */
export class SimulatedSummary {
  private transactions = 0;
  private earningTransactions = 0;
  /** In the rule's unit; amounts in minor units. */
  private earned = 0;
  private rewardsIssued = 0;
  private rewardsExpired = 0;
  private pointsExpired = 0;
  private firstRewardAt: Instant | null = null;

  constructor(private readonly program: Pick<Program, 'ruleType' | 'ruleConfig' | 'currency'>) {}

  count({ at, outcome, expired }: SimulatedStep): void {
    this.pointsExpired += expired.points;
    this.rewardsExpired += expired.rewardIds.length;
    if (outcome === null) return;
    this.transactions += 1;
    this.rewardsIssued += outcome.rewards.length;
    if (outcome.rewards.length > 0) this.firstRewardAt ??= at;
    if (outcome.earned === 0) return;
    this.earningTransactions += 1;
    const { currency } = this.program;
    this.earned += outcome.unit === 'amount' ? toMinorUnits(outcome.earned, currency) : outcome.earned;
  }

  view() {
    const { transactions, earningTransactions, rewardsIssued, rewardsExpired, pointsExpired } = this;
    const { ruleConfig, currency } = this.program;
    const unit = ruleOf(this.program).unit(ruleConfig);
    return {
      transactions,
      earningTransactions,
      unit,
      earned: shown(unit, this.earned, currency),
      rewardsIssued,
      rewardsExpired,
      pointsExpired,
      firstRewardAt: iso(this.firstRewardAt),
    };
  }
}
