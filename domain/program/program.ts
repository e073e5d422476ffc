import type { RuleConfig, RuleType } from '../rules';
import type { Schedule } from '../schedule/schedule';
import type { RunningExperiment } from '../experiments/variant';
import type { Freeze } from './freeze';
import type { Housekeeping } from './housekeeping';
import type { ScheduledChange } from './scheduled-change';

/*
 * Glossary
 *   program     what a business offers its customers: a rule, a schedule, a lifecycle
 *   lifecycle   what people decided about a program; stored
 *   status      what a program is at an instant; derived from lifecycle and clock, never stored
 *   revision    one numbered entry of a program's log; revision n is event n and version n
 *   alarm       the next instant at which the program's workflow has something to do
 * Every instant is in epoch milliseconds, UTC. Intervals are half-open: [startsAt, endsAt).
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** What people decided about a program. */
export const lifecycles = ['DRAFT', 'LIVE', 'PAUSED', 'ENDED'] as const;
export type Lifecycle = (typeof lifecycles)[number];

/** What a program is at an instant. */
export const statuses = ['DRAFT', 'SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED'] as const;
export type ProgramStatus = (typeof statuses)[number];

export const ruleConfigDomains = ['SIMPLE', 'ADVANCED', 'PREMIUM'] as const;
export type RuleConfigDomain = (typeof ruleConfigDomains)[number];

/** The part of a program that its owner writes. */
export interface ProgramDefinition {
  readonly name: string;
  readonly description: string | null;
  readonly ruleType: RuleType;
  readonly ruleConfigDomain: RuleConfigDomain;
  readonly ruleConfig: RuleConfig;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  /** IANA zone in which calendar days, months and local times of this program are meant. */
  readonly timezone: string;
  /** ISO 4217 code of every amount in `ruleConfig`. */
  readonly currency: string;
  /** Participating locations; null means all of the business, later ones included. */
  readonly locationIds: readonly string[] | null;
  /** For how many days after the end what customers hold can still be used. */
  readonly gracePeriodDays: number;
  /** How many days before the end customers are told of it; 0: not at all. */
  readonly endsSoonDays: number;
  /** When it is open between its start and its end, in local times of `timezone`; null: all the time. */
  readonly schedule: Schedule | null;
  /** Who may enrol and earn: customers in any of these segments; null: everyone. */
  readonly segmentIds: readonly string[] | null;
  /** Which of several programs comes first where only one can; higher comes first, then the older one. */
  readonly priority: number;
  /** The group of programs of which only one earns from a purchase; null: it earns beside all others. */
  readonly exclusiveGroup: ExclusiveGroup | null;
  readonly onPause: PauseBehaviour;
}

/** Programs that share a name here earn one at a time. */
export interface ExclusiveGroup {
  readonly name: string;
  /** Which of those that could earn does: the one of highest priority, or the one that gives the customer most. */
  readonly earns: 'first' | 'best';
}

export interface PauseBehaviour {
  /** Whether what customers hold keeps its remaining time while the program is paused. */
  readonly freezeExpiry: boolean;
}

/** What a definition says that leaves it open. */
export const definitionDefaults = {
  gracePeriodDays: 90,
  endsSoonDays: 7,
  schedule: null,
  segmentIds: null,
  priority: 0,
  exclusiveGroup: null,
  onPause: { freezeExpiry: false },
} as const;

/** The names of a definition's fields. */
export const definitionFields = [
  'name',
  'description',
  'ruleType',
  'ruleConfigDomain',
  'ruleConfig',
  'startsAt',
  'endsAt',
  'timezone',
  'currency',
  'locationIds',
  'gracePeriodDays',
  'endsSoonDays',
  'schedule',
  'segmentIds',
  'priority',
  'exclusiveGroup',
  'onPause',
] as const satisfies readonly (keyof ProgramDefinition)[];

/** The definition of a program, without everything else. */
export function definitionOf(program: ProgramDefinition): ProgramDefinition {
  return pickFields(program, definitionFields);
}

/** Some fields of a definition. */
export function pickFields<Field extends keyof ProgramDefinition>(
  definition: ProgramDefinition,
  fields: readonly Field[],
): Pick<ProgramDefinition, Field> {
  return Object.fromEntries(fields.map((field) => [field, definition[field]])) as Pick<
    ProgramDefinition,
    Field
  >;
}

/** A program as stored: its definition and its lifecycle facts. Plain JSON. */
export interface Program extends ProgramDefinition {
  readonly id: string;
  readonly businessId: string;
  readonly lifecycle: Lifecycle;
  /** Number of the latest revision; also the ETag and the sequence of the latest event. */
  readonly version: number;
  readonly activatedAt: Instant | null;
  readonly pausedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly deletedAt: Instant | null;
  /** When the clean-up that follows deletion was done. */
  readonly purgedAt: Instant | null;
  readonly housekeeping: Housekeeping;
  /** The stretches in which expiry was frozen, in order. */
  readonly freezes: readonly Freeze[];
  /** Since when expiry is frozen; null: it is not. */
  readonly frozenSince: Instant | null;
  /** The opening and closing of windows and blackouts is in the log up to here; null: nothing of it yet. */
  readonly edgesThrough: Instant | null;
  /** Edits that are to come into force by themselves, the next one first. */
  readonly scheduledChanges: readonly ScheduledChange[];
  /** The experiment that runs on the program; null: none. */
  readonly experiment: RunningExperiment | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** How long a deleted program can be restored before it is purged. */
export const restorableForMs = 90 * 24 * 60 * 60 * 1000;

/** The instant at which a deleted program is purged, or null if it is not deleted. */
export function purgeDueAt(program: Pick<Program, 'deletedAt'>): Instant | null {
  return program.deletedAt === null ? null : program.deletedAt + restorableForMs;
}

/** The instant from which nothing can be redeemed in a program any more; null while its end is not known. */
export function redeemableUntil(
  program: Pick<Program, 'lifecycle' | 'endsAt' | 'endedAt' | 'deletedAt' | 'gracePeriodDays'>,
): Instant | null {
  const end = program.lifecycle === 'ENDED' ? program.endedAt : program.endsAt;
  const closings = [closesAt({ ...program, endedAt: end }), purgeDueAt(program)].filter((at) => at !== null);
  return closings.length === 0 ? null : Math.min(...closings);
}

/** The end of the grace period after a program's end; null if it has not ended. */
export function closesAt(program: Pick<Program, 'endedAt' | 'gracePeriodDays'>): Instant | null {
  return program.endedAt === null ? null : program.endedAt + program.gracePeriodDays * dayMs;
}

const dayMs = 24 * 60 * 60 * 1000;
