import type { Terms } from './reference-model';
import { daysLater } from './reference-model-calendar';

export interface ReferenceReward {
  readonly purchase: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly cost: bigint;
  status: 'unused' | 'used' | 'expired' | 'revoked';
}

/** The rewards of an account. */
export class ReferenceRewards {
  readonly all: ReferenceReward[] = [];

  constructor(private readonly terms: Terms) {}

  issue(purchase: string, issuedAt: number, cost: bigint): ReferenceReward {
    const { rewardExpirationDays: days } = this.terms.config;
    const expiresAt = days === undefined ? Infinity : daysLater(issuedAt, days, this.terms.timezone);
    const reward: ReferenceReward = { purchase, issuedAt, expiresAt, cost, status: 'unused' };
    this.all.push(reward);
    return reward;
  }

  /** Unused ones, oldest first. */
  unused(): ReferenceReward[] {
    return this.all.filter(({ status }) => status === 'unused').toSorted((a, b) => a.issuedAt - b.issuedAt);
  }

  use(): boolean {
    const [oldest] = this.unused();
    if (oldest === undefined) return false;
    oldest.status = 'used';
    return true;
  }

  expire(now: number): void {
    for (const reward of this.unused()) if (reward.expiresAt <= now) reward.status = 'expired';
  }

  cost(): bigint {
    return this.unused().reduce((sum, { cost }) => sum + cost, 0n);
  }

  describe(): string[] {
    return this.all.map(({ status, expiresAt }) => `${status} until ${expiresAt}`).toSorted();
  }
}
