import type { Instant, ProgramDefinition } from '../../../domain/program/program';
import { ruleFor } from '../../../domain/rules';
import type { Interval } from '../../../domain/schedule/schedule';

type Counted = Pick<ProgramDefinition, 'ruleType' | 'ruleConfig' | 'locationIds' | 'exclusiveGroup'>;

/** Cards that fill up by buying, whatever the marks on them are called. */
const cards = new Set(['punches', 'stamps', 'visits']);

/**
 * Whether customers would collect the same twice: both count alike, at a location that they share, and no exclusive group
 * keeps them apart.
 */
export function collectTwice(one: Counted, other: Counted): boolean {
  return kindOf(one) === kindOf(other) && shareLocation(one, other) && !keptApart(one, other);
}

function kindOf({ ruleType, ruleConfig }: Counted): string {
  const rule = ruleFor(ruleType);
  if (rule.tiers !== undefined) return 'tiers';
  const unit = rule.unit(ruleConfig);
  return cards.has(unit) ? 'card' : unit;
}

function shareLocation({ locationIds: own }: Counted, { locationIds: others }: Counted): boolean {
  if (own === null || others === null) return true;
  const known = new Set(others);
  return own.some((id) => known.has(id));
}

function keptApart({ exclusiveGroup: own }: Counted, { exclusiveGroup: other }: Counted): boolean {
  return own !== null && other !== null && own.name === other.name;
}

const yearMs = 365 * 24 * 60 * 60 * 1_000;

/** The time within the year after `now` in which a program runs, windows and blackouts apart; empty: the end is not after the start. */
export function runsWithin(
  { startsAt, endsAt }: Pick<ProgramDefinition, 'startsAt' | 'endsAt'>,
  now: Instant,
): Interval {
  return [Math.max(startsAt ?? now, now), Math.min(endsAt ?? now + yearMs, now + yearMs)];
}
