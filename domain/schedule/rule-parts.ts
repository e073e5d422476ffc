/** Reads the parts of a rule, one by one. */
import { dayMs, dayNumber, hourMs, minuteMs } from './civil';
import type { Finding } from './finding';
import { horizonDays } from './schedule';
import { frequencies, type Frequency, type RuleDay, type RuleEnd, weekdayCodes } from './rule';

/** Reads one part's value; a finding when it is wrong. */
export type ReadPart<T> = (value: string, name: string) => T | Finding;

const wrong = (code: string, message: string): Finding => ({ code, message });

const tooFrequent = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

/** FREQ. What is more frequent than daily is said with BYHOUR. */
export const frequency: ReadPart<Frequency> = (value) => {
  const found = frequencies.find((known) => known === value);
  if (found !== undefined) return found;
  const right = `FREQ must be one of ${frequencies.join(', ')}`;
  return tooFrequent.has(value)
    ? wrong('too_frequent', `${right}; for several windows a day list their hours in BYHOUR`)
    : wrong('invalid_recurrence', right);
};

/** One whole number within bounds. */
export function number(min: number, max: number): ReadPart<number> {
  return (value, name) => {
    const parsed = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (parsed >= min && parsed <= max) return parsed;
    return wrong('out_of_range', `${name} must be a whole number between ${min} and ${max}`);
  };
}

/** Whole numbers from `min` to `max`; with `fromEnd` also -1 to -`max`, which count from the end. */
export function numbers(min: number, max: number, fromEnd: boolean): ReadPart<readonly number[]> {
  const right = `whole numbers between ${min} and ${max}${fromEnd ? `, or -1 to -${max}` : ''}`;
  const holds = (each: number): boolean =>
    (each >= min && each <= max) || (fromEnd && each <= -min && each >= -max);
  return (value, name) => {
    const parsed = value.split(',').map((each) => (/^[+-]?\d{1,4}$/.test(each) ? Number(each) : Number.NaN));
    if (!parsed.every(holds)) return wrong('out_of_range', `${name} must be ${right}, separated by commas`);
    return [...new Set(parsed)].toSorted((a, b) => a - b);
  };
}

/** BYDAY: `MO`, `2TU` (the second), `-1FR` (the last). */
export const days: ReadPart<readonly RuleDay[]> = (value, name) => {
  const found = value.split(',').map((each) => /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(each));
  const read = found.map((each): RuleDay | null => {
    const nth = each?.[1] === undefined ? 0 : Number(each[1]) || Number.NaN;
    if (each === null || !(Math.abs(nth) <= 53)) return null;
    return { weekday: weekdayCodes.findIndex((code) => code === each[2]), nth };
  });
  const known = read.filter((each) => each !== null);
  if (known.length === read.length) return known;
  return wrong(
    'invalid_recurrence',
    `${name} must be days such as MO, 2TU or -1FR, separated by commas; their numbers are 1 to 53 or -1 to -53`,
  );
};

/** WKST. */
export const weekday: ReadPart<number> = (value, name) => {
  const found = weekdayCodes.findIndex((code) => code === value);
  return found >= 0
    ? found
    : wrong('invalid_recurrence', `${name} must be one of ${weekdayCodes.join(', ')}`);
};

/** BYSECOND, which may only say what is so in any case. */
export const onlyZero: ReadPart<0> = (value, name) =>
  value === '0'
    ? 0
    : wrong('unsupported_rule_part', `${name} must be 0 or left out: windows begin on whole minutes`);

const untilPattern = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/;

/** UNTIL: a date (all of it), a local date-time, or an instant in UTC. */
export const until: ReadPart<RuleEnd> = (value, name) => {
  const found = untilPattern.exec(value);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (found?.slice(1, 7) ?? []).map(
    (each) => Number(each ?? 0),
  );
  const date = dayNumber(year, month, day);
  const exists =
    found !== null &&
    year >= 1000 &&
    new Date(date * dayMs).getUTCDate() === day &&
    month >= 1 &&
    month <= 12;
  if (!exists || hour > 23 || minute > 59 || second > 59) {
    return wrong(
      'invalid_recurrence',
      `${name} must be a date such as 20261231, 20261231T170000 or 20261231T160000Z`,
    );
  }
  const at = date * dayMs + hour * hourMs + minute * minuteMs + second * 1000;
  return found[4] === undefined ? { at: at + dayMs - 1, utc: false } : { at, utc: found[7] === 'Z' };
};

/** What is said of a recurrence that goes on for too long. */
export const tooLong: Finding = wrong(
  'recurrence_too_long',
  `A recurrence must end within ${Math.floor(horizonDays / 365.25)} years of its start, or have neither COUNT nor UNTIL`,
);
