/** What a customer reads about a program, in one text. English, as everything that rules say of themselves. */
import { localDay } from '../calendar';
import type { ProgramDefinition } from '../program/program';
import { ruleFor } from '../rules';
import { dayOf } from '../schedule/civil';
import { describe } from '../schedule/describe';
import { clock, date, listed } from '../schedule/words';
import { zoneOffset } from '../zone-offset';

/** What a definition only refers to. */
export interface Names {
  /** Of the participating locations; null: all of the business. */
  readonly locations: readonly string[] | null;
  /** Of the segments it is for; null: everyone. */
  readonly segments: readonly string[] | null;
}

/** More names than this are only counted. */
const mostNamed = 3;

/** The parts of the text, each a sentence; null where there is nothing to say. */
export function sentencesOf(definition: ProgramDefinition, names: Names) {
  const { ruleType, ruleConfig, currency, schedule, timezone } = definition;
  return {
    rule: ruleFor(ruleType).preview(ruleConfig, currency),
    schedule: schedule === null ? null : `Open ${describe(schedule, timezone)} (${timezone} time).`,
    dates: datesOf(definition),
    locations: names.locations === null ? null : `At ${some(names.locations, 'locations')}.`,
    segments: names.segments === null ? null : `For ${some(names.segments, 'groups of customers')}.`,
  };
}

/** All of it as one text. */
export function sentenceOf(parts: ReturnType<typeof sentencesOf>): string {
  return Object.values(parts)
    .filter((part) => part !== null)
    .join(' ');
}

function some(names: readonly string[], what: string): string {
  if (names.length === 0) return 'no open location';
  const named = names.slice(0, mostNamed);
  const more = names.length - named.length;
  return listed(more > 0 ? [...named, `${more} more ${what}`] : named);
}

/** The last day is named where the program ends at its midnight: nobody reads "until 1 January" as 31 December. */
function datesOf({ startsAt, endsAt, timezone }: ProgramDefinition): string | null {
  const from = startsAt === null ? null : `from ${moment(startsAt, timezone)}`;
  const until = endsAt === null ? null : `until ${end(endsAt, timezone)}`;
  const text = [from, until].filter((part) => part !== null).join(' ');
  return text === '' ? null : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function end(instant: number, timezone: string): string {
  const day = localDay(instant, timezone);
  return instant === day.start ? date(day.number - 1) : moment(instant, timezone);
}

function moment(instant: number, timezone: string): string {
  const local = instant + zoneOffset(instant, timezone);
  const midnight = instant === localDay(instant, timezone).start;
  return midnight ? date(dayOf(local)) : `${date(dayOf(local))} ${clock(local)}`;
}
