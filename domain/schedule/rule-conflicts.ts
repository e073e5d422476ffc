/** Parts of a rule that do not go together, as RFC 5545 (3.3.10) says, and more windows a day than make sense. */
import type { Finding } from './finding';
import type { Rule } from './rule';

/** More windows than hours in a day are a mistake. */
const mostPerDay = 24;

type Conflict = readonly [
  applies: (rule: Partial<Rule> & Lists, names: ReadonlySet<string>) => boolean,
  message: string,
];
type Lists = Pick<Rule, 'days' | 'weekNumbers' | 'hours' | 'minutes'>;

const numbered = ({ days }: Lists): boolean => days.some(({ nth }) => nth !== 0);
const is = (rule: Partial<Rule>, ...frequencies: readonly string[]): boolean =>
  rule.frequency !== undefined && frequencies.includes(rule.frequency);

const list: readonly Conflict[] = [
  [
    (_rule, names) => names.has('COUNT') && names.has('UNTIL'),
    'COUNT and UNTIL exclude one another, keep one',
  ],
  [
    (_rule, names) => names.has('BYSETPOS') && ![...names].some((name) => /^BY(?!SETPOS|SECOND)/.test(name)),
    'BYSETPOS chooses among the dates of another BY part: add one, or remove it',
  ],
  [
    (rule, names) => names.has('BYWEEKNO') && is(rule, 'DAILY', 'WEEKLY', 'MONTHLY'),
    'BYWEEKNO needs FREQ=YEARLY',
  ],
  [
    (rule, names) => names.has('BYYEARDAY') && is(rule, 'DAILY', 'WEEKLY', 'MONTHLY'),
    'BYYEARDAY needs FREQ=YEARLY',
  ],
  [(rule, names) => names.has('BYMONTHDAY') && is(rule, 'WEEKLY'), 'BYMONTHDAY does not go with FREQ=WEEKLY'],
  [
    (rule) => numbered(rule) && is(rule, 'DAILY', 'WEEKLY'),
    'Numbered days such as 2TU need FREQ=MONTHLY or FREQ=YEARLY',
  ],
  [
    (rule) => numbered(rule) && is(rule, 'MONTHLY') && rule.days.some(({ nth }) => Math.abs(nth) > 5),
    'A month has at most five of a weekday: the numbers in BYDAY must be 1 to 5 or -1 to -5',
  ],
  [
    (rule, names) =>
      numbered(rule) && ['BYWEEKNO', 'BYMONTHDAY', 'BYYEARDAY'].some((name) => names.has(name)),
    'Numbered days such as 2TU do not go with BYWEEKNO, BYMONTHDAY or BYYEARDAY: it would be unclear what is counted',
  ],
];

/** Every conflict of a rule of which some parts may be missing or wrong; `names` are the parts that were given. */
export function conflicts(rule: Partial<Rule> & Lists, names: ReadonlySet<string>): readonly Finding[] {
  const found = list
    .filter(([applies]) => applies(rule, names))
    .map(([, message]) => ({ code: 'conflicting_rule_parts', message }));
  const perDay = Math.max(rule.hours.length, 1) * Math.max(rule.minutes.length, 1);
  if (perDay <= mostPerDay) return found;
  const message = `BYHOUR and BYMINUTE give ${perDay} windows a day, at most ${mostPerDay} are possible`;
  return [...found, { code: 'too_frequent', message }];
}
