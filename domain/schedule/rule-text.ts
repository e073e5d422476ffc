/** Reads an RFC 5545 `RRULE`, with every problem at once. */
import type { Finding } from './finding';
import { isFinding } from './finding';
import type { Rule } from './rule';
import { conflicts } from './rule-conflicts';
import { days, frequency, number, numbers, onlyZero, type ReadPart, until, weekday } from './rule-parts';

/** A rule cannot ask for more windows than this in all. */
export const mostCount = 1_000;

const readers: Readonly<Record<string, readonly [field: keyof Rule | null, read: ReadPart<unknown>]>> = {
  FREQ: ['frequency', frequency],
  INTERVAL: ['interval', number(1, 1_000)],
  COUNT: ['count', number(1, mostCount)],
  UNTIL: ['until', until],
  BYMONTH: ['months', numbers(1, 12, false)],
  BYWEEKNO: ['weekNumbers', numbers(1, 53, true)],
  BYYEARDAY: ['yearDays', numbers(1, 366, true)],
  BYMONTHDAY: ['monthDays', numbers(1, 31, true)],
  BYDAY: ['days', days],
  BYHOUR: ['hours', numbers(0, 23, false)],
  BYMINUTE: ['minutes', numbers(0, 59, false)],
  BYSECOND: [null, onlyZero],
  BYSETPOS: ['positions', numbers(1, 366, true)],
  WKST: ['weekStart', weekday],
};

const absent = {
  interval: 1,
  weekStart: 0,
  months: [],
  weekNumbers: [],
  yearDays: [],
  monthDays: [],
  days: [],
  hours: [],
  minutes: [],
  positions: [],
};

const elsewhere = new Set(['DTSTART', 'DTEND', 'DURATION', 'TZID', 'RDATE', 'EXDATE', 'EXRULE', 'RRULE']);

/** The rule that `text` says, or all that is wrong with it. Upper and lower case are the same. */
export function readRule(text: string): Rule | readonly Finding[] {
  const upper = text.toUpperCase();
  if (/[\r\n:]/.test(upper)) return [notOnlyARule];
  const findings: Finding[] = [];
  const read = new Map<string, unknown>();
  const names = new Set<string>();
  for (const part of upper.split(';')) {
    const found = readPart(part, names);
    if (isFinding(found)) findings.push(found);
    else if (found.field !== null) read.set(found.field, found.value);
  }
  if (!names.has('FREQ')) findings.push({ code: 'invalid_recurrence', message: 'FREQ is missing' });
  const partial: Partial<Rule> = Object.fromEntries(read);
  findings.push(...conflicts({ ...absent, ...partial }, names));
  return findings.length > 0 ? findings : ({ ...absent, ...partial } as Rule);
}

const notOnlyARule: Finding = {
  code: 'unsupported_rule_part',
  message:
    'The rule must hold nothing but its parts, such as FREQ=WEEKLY;BYDAY=TU: its start is a field of its own, its time zone the program’s, and dates to leave out are blackouts',
};

function readPart(
  part: string,
  names: Set<string>,
): { readonly field: keyof Rule | null; readonly value: object } | Finding {
  const equals = part.indexOf('=');
  const name = part.slice(0, Math.max(equals, 0));
  const shown = part.slice(0, equals < 0 ? 40 : Math.min(equals, 40));
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (equals < 1) return { code: 'invalid_recurrence', message: `"${shown}" must be written as NAME=value` };
  if (elsewhere.has(name)) return notOnlyARule;
  if (reader === undefined) {
    return { code: 'unknown_rule_part', message: `"${shown}" is not a part of a rule, remove it` };
  }
  if (names.has(name)) return { code: 'duplicate_rule_part', message: `${name} must be given once` };
  names.add(name);
  const [field, read] = reader;
  const value = read(part.slice(equals + 1), name);
  return typeof value === 'object' && value !== null && isFinding(value)
    ? value
    : { field, value: value as object };
}
