/**
 * A slow reference model of what customers earn, written from the rule table of the design and from what the rules say
 * of themselves, not from their code. One account at a time, big integers, no cleverness.
 */
import { dayNumber } from './reference-model-calendar';
import { linesLeft, type PaidLine, paidLines, type ReferenceLine } from './reference-model-money';

/** A purchase as the model takes it. */
export interface ReferencePurchase {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly ReferenceLine[];
  readonly discount: number;
  /** The zone of the shop. */
  readonly shopZone?: string;
  /** What the customer's tier multiplies points with. */
  readonly multiplier?: number;
}

/** A purchase, or what is left of it, with what was paid. */
export interface Bought {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly PaidLine[];
  readonly shopZone: string;
  readonly multiplier: number;
  /** What points programs gave for it, or have left of it. */
  readonly points: bigint;
}

/** How a purchase counts: the first number is what the rule is about, others are counted beside it. */
export type Worth = readonly bigint[];

/** Where an account stands. */
export interface Standing {
  /** Sum of what was earned, less what was used. */
  readonly balance: bigint;
  /** Toward the next reward or tier; of points, the balance. */
  readonly progress: bigint;
  /** What remains of which lot, by expiry. */
  readonly lots: readonly string[];
  /** Rewards by status and expiry. */
  readonly rewards: readonly string[];
  readonly tier: string | null;
}

/** What the program says: the config as the API takes it. */
export interface Terms {
  readonly timezone: string;
  /** Decimals of the currency. */
  readonly digits: number;
  // Configs of all rule types, read as they are written.
  // oxlint-disable-next-line no-explicit-any
  readonly config: any;
}

/** One rule's part: what things are worth, and what giving and taking does. */
export interface ReferenceRule {
  worth(bought: Bought): Worth;
  /** Gives; returns what the customer earned. */
  give(worth: Worth, bought: Bought): void;
  /** Takes back; what cannot be taken is forgiven, or owed, as the policy says. */
  take(worth: Worth, bought: Bought): void;
  /** What counts toward the most that a customer can hold. */
  held(at: number): bigint;
  /** Writes off what expired by an instant. */
  expire(now: number): void;
  standing(now: number): Standing;
  /** Spends points; false if there are not enough. */
  spend?(points: bigint): boolean;
  /** Uses the oldest unused reward; false if there is none. */
  useReward?(): boolean;
}

interface Known {
  readonly bought: Bought;
  granted: Worth;
}

/** One customer in one program. */
export class ReferenceAccount {
  private readonly known = new Map<string, Known>();
  private readonly earnedOn = new Map<number, bigint>();

  constructor(
    readonly rule: ReferenceRule,
    private readonly terms: Terms,
  ) {}

  /** @param points what points programs gave for the same purchase @returns what was granted */
  buy(purchase: ReferencePurchase, points: bigint, now: number): bigint {
    this.rule.expire(now);
    const bought: Bought = {
      ...purchase,
      lines: paidLines(purchase.lines, purchase.discount),
      shopZone: purchase.shopZone ?? this.terms.timezone,
      multiplier: purchase.multiplier ?? 1,
      points,
    };
    const [main = 0n, ...beside] = this.rule.worth(bought);
    const granted = [this.capped(main, bought.at), ...beside];
    if (granted.every((n) => n === 0n)) return 0n;
    this.known.set(bought.id, { bought, granted });
    this.count(bought.at, granted[0] as bigint);
    this.rule.give(granted, bought);
    this.rule.expire(now);
    return granted[0] as bigint;
  }

  /** @param returned items given back per line, in all @returns what stays granted */
  refund(id: string, returned: readonly number[], pointsLeft: bigint | null, now: number): bigint {
    this.rule.expire(now);
    const known = this.known.get(id);
    if (known === undefined) return 0n;
    const { bought, granted } = known;
    const lines = linesLeft(bought.lines, returned);
    const left = { ...bought, lines, points: pointsLeft ?? bought.points };
    const worth = lines.length === 0 ? granted.map(() => 0n) : this.rule.worth(left);
    known.granted = granted.map((n, i) => smaller(n, worth[i] ?? 0n));
    const gone = granted.map((n, i) => n - (known.granted[i] ?? 0n));
    if (gone.some((n) => n !== 0n)) {
      this.count(bought.at, -(gone[0] as bigint));
      this.rule.take(gone, bought);
    }
    return known.granted[0] as bigint;
  }

  private capped(worth: bigint, at: number): bigint {
    const { perTransaction, perDay, maximumBalance } = this.terms.config.caps ?? {};
    const room = [worth];
    if (perTransaction !== undefined) room.push(BigInt(perTransaction));
    if (perDay !== undefined) room.push(BigInt(perDay) - (this.earnedOn.get(this.day(at)) ?? 0n));
    if (maximumBalance !== undefined) room.push(BigInt(maximumBalance) - this.rule.held(at));
    return larger(0n, room.reduce(smaller));
  }

  private count(at: number, quantity: bigint): void {
    const day = this.day(at);
    this.earnedOn.set(day, (this.earnedOn.get(day) ?? 0n) + quantity);
  }

  private day(at: number): number {
    return dayNumber(at, this.terms.timezone);
  }
}

export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
