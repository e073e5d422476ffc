/** What is wrong with a recurrence although each of its fields is right. */
import { dayMs } from './civil';
import { nominalMs } from './duration';
import type { Finding } from './finding';
import { occurrences } from './occurrences';
import type { Windows } from './pattern';
import { tooLong } from './rule-parts';
import { mostCount } from './rule-text';
import { horizonDays, type Recurrence, type Work } from './schedule';
import { instantOf } from './zone-clock';

/**
 * Follows a recurrence until it is over, has had as many windows as COUNT can ask for, or the horizon is reached: at most
 * some 18,600 days, whatever the rule.
 */
export function behaviourFindings(
  pattern: Windows,
  timezone: string,
  work: Work,
): readonly (readonly [keyof Recurrence, Finding])[] {
  const { rule, start, duration } = pattern;
  const horizon = start + horizonDays * dayMs;
  if (rule.until !== undefined && rule.until.at > horizon) return [['rrule', tooLong]];
  const times: number[] = [];
  for (const local of occurrences(pattern, start, horizon, work)) {
    times.push(local);
    if (times.length === mostCount) break;
  }
  const [first] = times;
  if (first === undefined || isOver(pattern, first, timezone)) return [['rrule', impossible(pattern)]];
  const findings: (readonly [keyof Recurrence, Finding])[] = [];
  if (rule.count !== undefined && times.length < rule.count) findings.push(['rrule', tooLong]);
  const length = nominalMs(duration);
  const overlaps = times.some((local, index) => index > 0 && local - (times[index - 1] as number) < length);
  if (overlaps) findings.push(['duration', overlapping]);
  return findings;
}

function isOver({ rule }: Windows, local: number, timezone: string): boolean {
  return rule.until?.utc === true && instantOf(local, timezone) > rule.until.at;
}

function impossible({ rule }: Windows): Finding {
  const ends = rule.until === undefined ? '' : ' before UNTIL';
  return {
    code: 'impossible_recurrence',
    message: `The recurrence never comes: no date from its start on matches every part of the rule${ends}`,
  };
}

const overlapping: Finding = {
  code: 'overlapping_windows',
  message: 'Duration must not be longer than the time from one window to the next: windows would overlap',
};
