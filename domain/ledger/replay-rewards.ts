import type { HeldReward } from '../rules/rule-type';
import type { RewardIssue } from '../rules/reward';
import type { Entry } from './posting';
import type { Note } from './replay-note';

/** A reward as the ledger knows it: a reservation leaves no entry, so `open` is available or reserved. */
export interface LedgerReward extends RewardIssue {
  readonly status: 'open' | 'redeemed' | 'expired' | 'revoked';
  readonly transactionId: string | null;
  readonly programVersion: number;
}

type Source = Pick<Entry, 'transactionId' | 'programVersion'>;

/** From which status an entry leads to which. */
const steps: Partial<
  Record<Entry['kind'], readonly [from: LedgerReward['status'], to: LedgerReward['status']]>
> = {
  reward_revoked: ['open', 'revoked'],
  redeemed: ['open', 'redeemed'],
  redemption_cancelled: ['redeemed', 'open'],
  expired: ['open', 'expired'],
};

/** The rewards of an account, rebuilt from its ledger entries alone. */
export class RewardBook {
  private readonly rewards = new Map<string, LedgerReward>();
  private readonly announced = new Map<string, LedgerReward>();

  constructor(private readonly note: Note) {}

  /** Rewards that a rule gave: the entries that issue them must follow. */
  announce(issues: readonly RewardIssue[], { transactionId = null, programVersion }: Source): void {
    for (const issue of issues) {
      this.announced.set(issue.id, { ...issue, status: 'open', transactionId, programVersion });
    }
  }

  /** Follows an entry that names a reward. */
  take(entry: Entry): void {
    const id = entry.rewardId ?? '';
    if (entry.kind === 'reward_issued') return this.issue(entry, id);
    const known = this.rewards.get(id);
    const [from, to] = steps[entry.kind] ?? [];
    if (known === undefined || to === undefined || known.status !== from) {
      this.note('rewards', entry.number, known?.status ?? null, entry.kind);
    }
    if (known !== undefined && to !== undefined) this.rewards.set(id, { ...known, status: to });
    if (entry.kind === 'reward_revoked' && known !== undefined && entry.quantity !== known.cost) {
      this.note('quantity', entry.number, known.cost, entry.quantity);
    }
  }

  /** The rewards that can still be taken back, oldest first. */
  held(): HeldReward[] {
    const open = [...this.rewards.values()].filter(({ status }) => status === 'open');
    return open.toSorted((a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1));
  }

  /** Notes the rewards that a rule gave and that no entry issued. */
  close(): void {
    for (const id of this.announced.keys()) this.note('rewards', null, id, null);
  }

  /** All rewards, by id. */
  all(): ReadonlyMap<string, LedgerReward> {
    return this.rewards;
  }

  private issue(entry: Entry, id: string): void {
    const given = this.announced.get(id);
    if (given === undefined) return this.note('rewards', entry.number, null, id);
    this.announced.delete(id);
    this.rewards.set(id, given);
    if (entry.quantity !== -given.cost) this.note('quantity', entry.number, -given.cost, entry.quantity);
  }
}
