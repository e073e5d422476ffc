import { customers, type Deed, pause, programs, shopZones, timezone } from './coffee-shop';
import type { Totals } from './coffee-shop-totals';
import type { ReferenceAccount } from './reference-model';
import { referenceAccount } from './reference-model-of';

type Accounts = Record<keyof typeof programs, ReferenceAccount>;

/** The month as the reference model sees it. */
export class ReferenceShop {
  private readonly accounts: Accounts[];
  private readonly returned = new Map<string, number[]>();
  private readonly bought = new Map<string, Extract<Deed, { kind: 'buy' }>>();
  private readonly sums = { purchases: 0, refunds: 0, pointsGranted: 0, pointsSpent: 0, spendings: 0 };

  constructor() {
    this.accounts = Array.from({ length: customers }, () => ({
      points: open('points'),
      punches: open('punches'),
      tiers: open('tiers'),
    }));
  }

  /** Does what a customer did; false for a spending that the balance does not allow. */
  do(deed: Deed): boolean {
    const accounts = this.accounts[deed.customer] as Accounts;
    for (const { rule } of Object.values(accounts)) rule.expire(deed.at);
    if (deed.kind === 'buy') this.buy(deed, accounts);
    if (deed.kind === 'refund') this.refund(deed, accounts);
    if (deed.kind === 'use') accounts.punches.rule.useReward?.();
    if (deed.kind !== 'spend') return true;
    const spent = accounts.points.rule.spend?.(BigInt(deed.points)) === true;
    this.sums.spendings += spent ? 1 : 0;
    this.sums.pointsSpent += spent ? deed.points : 0;
    return spent;
  }

  totals(now: number): Totals {
    const standings = this.accounts.map(({ points, punches, tiers }) => {
      punches.rule.expire(now);
      return [points, punches, tiers].map(({ rule }) => rule.standing(now));
    });
    const sum = (n: number): number => standings.reduce((total, all) => total + Number(all[n]?.progress), 0);
    const rewards = (status: string): number =>
      standings.flatMap((all) => all[1]?.rewards ?? []).filter((one) => one.startsWith(`${status} `)).length;
    const tier = (name: string | null): number => standings.filter((all) => all[2]?.tier === name).length;
    return {
      ...this.sums,
      pointsLeft: sum(0),
      punches: sum(1),
      rewards: {
        unused: rewards('unused'),
        used: rewards('used'),
        expired: rewards('expired'),
        revoked: rewards('revoked'),
      },
      tiers: { none: tier(null), Silver: tier('Silver'), Gold: tier('Gold'), Friend: tier('Friend') },
    };
  }

  private buy(deed: Extract<Deed, { kind: 'buy' }>, { points, punches, tiers }: Accounts): void {
    const { id, boughtAt, at, shop, lines, discount } = deed;
    this.bought.set(id, deed);
    const held = programs.tiers.ruleConfig.tiers.find(({ name }) => name === tiers.rule.standing(at).tier);
    const purchase = {
      id,
      at: boughtAt,
      lines: lines.map((line) => ({ ...line, amount: line.quantity * line.unitPrice })),
      discount,
      shopZone: shopZones[shop] as string,
      multiplier: held?.multipliers.points ?? 1,
    };
    const paused = boughtAt >= pause.from && boughtAt < pause.to;
    const granted = paused ? 0n : points.buy(purchase, 0n, at);
    punches.buy(purchase, 0n, at);
    tiers.buy(purchase, granted, at);
    this.sums.purchases += 1;
    this.sums.pointsGranted += Number(granted);
  }

  private refund(
    { id, line, at }: Extract<Deed, { kind: 'refund' }>,
    { points, punches, tiers }: Accounts,
  ): void {
    const { lines } = this.bought.get(id) as Extract<Deed, { kind: 'buy' }>;
    const returned = lines.map(({ quantity }, n) => (line === null || line === n ? quantity : 0));
    this.returned.set(id, returned);
    const left = points.refund(id, returned, null, at);
    punches.refund(id, returned, null, at);
    tiers.refund(id, returned, left, at);
    this.sums.refunds += 1;
  }
}

function open(name: keyof typeof programs): ReferenceAccount {
  const { ruleType, ruleConfig: config } = programs[name];
  return referenceAccount(ruleType, { timezone, digits: 2, config });
}
