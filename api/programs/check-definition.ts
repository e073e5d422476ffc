import Joi from 'joi';
import type { BusinessDefaults } from '../../db/businesses';
import { isCurrencyCode } from '../../domain/money';
import { definitionDefaults, type Instant, type ProgramDefinition } from '../../domain/program/program';
import { isRuleType, type RuleConfig, ruleFor } from '../../domain/rules';
import { validateRuleConfig } from '../../domain/rules/validate';
import type { Schedule } from '../../domain/schedule/schedule';
import { validateSchedule } from '../../domain/schedule/validate';
import type { ProgramBody } from './body-schema';
import type { ShapeCheck } from './check-shape';
import { type Fault, meaningFault, shapeFault } from './faults';
import { readInstant } from './instants';
import { timezoneNamed } from './timezones';

/** What a body is read against. */
export interface Setting {
  /** Used where the body names no zone and no currency. */
  readonly defaults: BusinessDefaults;
  readonly now: Instant;
  /** Whether the program is live, or is about to be: then it must not end in the past. */
  readonly live: boolean;
}

/** The definition in a body, with everything that is wrong with it; `definition` is null if anything is. */
export interface DefinitionCheck {
  readonly definition: ProgramDefinition | null;
  readonly locationIds: readonly string[] | null;
  readonly segmentIds: readonly string[] | null;
  readonly faults: readonly Fault[];
}

/** Reads a definition from a body whose shape was checked, every fault at once. Locations and segments are left to the database. */
export function checkDefinition({ body, faults: ofShape }: ShapeCheck, setting: Setting): DefinitionCheck {
  const faults = [...ofShape];
  const startsAt = instantOf(body.startsAt, 'startsAt', 'Start date', faults);
  const endsAt = instantOf(body.endsAt, 'endsAt', 'End date', faults);
  faults.push(...checkDates(startsAt ?? null, endsAt ?? null, setting));
  const zone = body.timezone ?? setting.defaults.timezone;
  const timezone = zoneOf(zone, faults);
  const currency = currencyOf(body.currency ?? setting.defaults.currency, faults);
  const ruleConfig = configOf(body, currency, faults);
  const schedule = scheduleOf(body.schedule, timezoneNamed(zone) ?? zone, faults);
  faults.push(...checkGroup(body));
  const locationIds = body.locationIds ?? null;
  const segmentIds = body.segmentIds ?? null;
  if (faults.length > 0) return { definition: null, locationIds, segmentIds, faults };
  const definition: ProgramDefinition = {
    name: body.name ?? '',
    description: body.description || null,
    ruleType: body.ruleType as ProgramDefinition['ruleType'],
    ruleConfigDomain: body.ruleConfigDomain ?? 'SIMPLE',
    ruleConfig: ruleConfig as RuleConfig,
    startsAt: startsAt ?? null,
    endsAt: endsAt ?? null,
    timezone,
    currency,
    locationIds,
    gracePeriodDays: body.gracePeriodDays ?? definitionDefaults.gracePeriodDays,
    endsSoonDays: body.endsSoonDays ?? definitionDefaults.endsSoonDays,
    schedule,
    segmentIds,
    priority: body.priority ?? definitionDefaults.priority,
    exclusiveGroup: body.exclusiveGroup ?? null,
    onPause: body.onPause ?? definitionDefaults.onPause,
  };
  return { definition, locationIds, segmentIds, faults };
}

/** What is wrong with a pair of dates in themselves and, for a program that is live, now. */
export function checkDates(
  startsAt: Instant | null,
  endsAt: Instant | null,
  { now, live }: Pick<Setting, 'now' | 'live'>,
): Fault[] {
  if (endsAt === null) return [];
  if (startsAt !== null && endsAt <= startsAt) {
    return [meaningFault('/endsAt', 'end_before_start', 'End date must be after start date')];
  }
  if (live && endsAt <= now) {
    return [meaningFault('/endsAt', 'end_in_the_past', 'End date must be in the future')];
  }
  return [];
}

/** Tiers count what customers do, the points of the same purchase too: there is nothing in which they could give way. */
function checkGroup({ ruleType, exclusiveGroup }: Partial<ProgramBody>): Fault[] {
  const groupless = isRuleType(ruleType) && ruleFor(ruleType).worth === undefined;
  if (!groupless || exclusiveGroup === undefined || exclusiveGroup === null) return [];
  const message = `Exclusive group must be left out: a program of type ${ruleType} counts beside all others`;
  return [meaningFault('/exclusiveGroup', 'not_exclusive', message)];
}

function instantOf(
  text: string | null | undefined,
  field: string,
  label: string,
  faults: Fault[],
): Instant | null | undefined {
  if (text === null || text === undefined) return null;
  const read = readInstant(text);
  if ('instant' in read) return read.instant;
  faults.push(shapeFault(`/${field}`, 'not_an_instant', `${label} ${read.fault}`));
  return undefined;
}

function zoneOf(name: string, faults: Fault[]): string {
  const zone = timezoneNamed(name);
  if (zone === null) {
    faults.push(
      shapeFault('/timezone', 'unknown_timezone', 'Time zone must be an IANA zone such as Europe/London'),
    );
  }
  return zone ?? 'UTC';
}

function currencyOf(code: string, faults: Fault[]): string {
  if (isCurrencyCode(code)) return code;
  faults.push(shapeFault('/currency', 'unknown_currency', 'Currency must be an ISO 4217 code such as USD'));
  return 'USD';
}

function configOf(body: Partial<ProgramBody>, currency: string, faults: Fault[]): RuleConfig | null {
  if (body.ruleType === undefined || body.ruleConfig === undefined) return null;
  const validation = validateRuleConfig(Joi, body.ruleType, body.ruleConfig, { currency });
  if ('value' in validation) return validation.value;
  for (const { pointer, code, message } of validation.errors) {
    faults.push(meaningFault(`/ruleConfig${pointer}`, code, message));
  }
  return null;
}

function scheduleOf(value: unknown, timezone: string, faults: Fault[]): Schedule | null {
  if (value === null || value === undefined) return null;
  const validation = validateSchedule(Joi, value, { timezone });
  if ('value' in validation) return validation.value;
  for (const { pointer, code, message } of validation.errors) {
    faults.push(meaningFault(`/schedule${pointer}`, code, message));
  }
  return null;
}
