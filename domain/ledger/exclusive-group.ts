import type { Program } from '../program/program';
import type { Reason } from '../rules/rule-type';
import { compareWorth, type Worth } from '../rules/worth';
import { ruleOf } from './rule-of';

/** A program that a purchase counts in. */
export interface Contender {
  readonly program: Program;
  /** What it would earn, in the unit of its rule; it may be nothing, as with a second visit in one day. */
  readonly earned: number;
}

/** To which program another one gave way, and why. */
export interface GaveWay {
  readonly programId: string;
  /** Null where nothing was lost by it. */
  readonly reason: Reason | null;
}

/**
 * Which contenders give way: once one that shares their exclusive group earns something, all others. The one is the
 * first by priority and age, or the one worth most, of those that would earn something; where they disagree about that,
 * the first of them decides. Worths in money and in rewards cannot be compared: of those measured unlike the first,
 * none is best. Who gives way does not take note of the purchase at all: what rests on it rests on it alone.
 */
export function givingWay<C extends Contender>(contenders: readonly C[]): ReadonlyMap<C, GaveWay> {
  const gaveWay = new Map<C, GaveWay>();
  // Most businesses have no groups: a purchase is to cost nothing more there.
  if (contenders.every(({ program }) => program.exclusiveGroup === null)) return gaveWay;
  for (const group of groupsOf(contenders)) {
    const ranked = group.filter(({ earned }) => earned > 0).toSorted(byPrecedence);
    const [first] = ranked;
    if (first === undefined) continue;
    const best = first.program.exclusiveGroup?.earns === 'best';
    const winner = best ? bestOf(ranked, first) : first;
    for (const other of group) {
      if (other === winner) continue;
      const reason = other.earned > 0 ? reasonOf(winner, other, best) : null;
      gaveWay.set(other, { programId: winner.program.id, reason });
    }
  }
  return gaveWay;
}

/** Groups of more than one. Programs whose earnings have no worth, such as tiers, only count, and are in no group. */
function groupsOf<C extends Contender>(contenders: readonly C[]): C[][] {
  const groups = new Map<string, C[]>();
  for (const one of contenders) {
    const name = one.program.exclusiveGroup?.name;
    if (name === undefined || ruleOf(one.program).worth === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Higher priority first, then the older program. */
function byPrecedence({ program: a }: Contender, { program: b }: Contender): number {
  return b.priority - a.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

/** The one that is worth most; of several the first. */
function bestOf<C extends Contender>(ranked: readonly C[], first: C): C {
  const { measure } = worthOf(first);
  return ranked.reduce((best, one) => {
    const worth = worthOf(one);
    return worth.measure === measure && compareWorth(worth, worthOf(best)) > 0 ? one : best;
  }, first);
}

function worthOf({ program, earned }: Contender): Worth {
  const worth = ruleOf(program).worth?.(program.ruleConfig, earned, program.currency);
  if (worth === undefined) throw new RangeError(`what a ${program.ruleType} program earns has no worth`);
  return worth;
}

function reasonOf(winner: Contender, other: Contender, best: boolean): Reason {
  const went = `"${winner.program.name}" ${why(winner, other, best)}`;
  return { code: 'gave_way', message: `Only one program of the group earns from a purchase: ${went}` };
}

function why(winner: Contender, other: Contender, best: boolean): string {
  if (best) {
    const [one, two] = [worthOf(winner), worthOf(other)];
    if (one.measure !== two.measure) return 'goes first, as what the two give cannot be compared';
    if (compareWorth(one, two) > 0) return 'gives the customer more';
  }
  return winner.program.priority > other.program.priority ? 'has the higher priority' : 'is older';
}
