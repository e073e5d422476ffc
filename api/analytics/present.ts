import type { AnalyticsFacts, KindSum } from '../../db/analytics/read-analytics';
import { shown } from '../../domain/ledger/present';
import { ruleOf } from '../../domain/ledger/rule-of';
import { fromMinorUnits } from '../../domain/money';
import type { Program } from '../../domain/program/program';
import { iso } from '../../domain/program/view';
import type { AnalyticsRange } from './range';

type Sums = readonly KindSum[];

/** What happened to a program in a range, as the API shows it. */
export function presentAnalytics(program: Program, range: AnalyticsRange, facts: AnalyticsFacts) {
  const { buckets, timezone, interval, from, to } = range;
  const byBucket = groupBy(facts.sums, ({ bucket }) => bucket);
  const ofLocations = byBucket.get(null) ?? [];
  const byLocation = groupBy(
    ofLocations.filter(({ kind }) => kind !== 'enrolled'),
    ({ locationId }) => locationId,
  );
  const participants = new Map(facts.participants.map(({ bucket, customers }) => [bucket, customers]));
  return {
    programId: program.id,
    timezone,
    interval,
    from,
    to,
    unit: unitOf(program),
    totals: {
      enrollments: entriesOf(ofLocations, 'enrolled'),
      activeParticipants: facts.allParticipants,
      ...activity(program, ofLocations),
    },
    outstanding: outstanding(program, facts.outstanding),
    buckets: buckets.map(({ start, startsAt, endsAt }) => ({
      start,
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      enrollments: entriesOf(byBucket.get(start) ?? [], 'enrolled'),
      activeParticipants: participants.get(start) ?? 0,
      ...activity(program, byBucket.get(start) ?? []),
    })),
    locations: [...byLocation]
      .toSorted(([a], [b]) => byId(a, b))
      .map(([locationId, sums]) => ({ locationId, ...activity(program, sums) })),
  };
}

/** In the order of their ids, what happened at none of them last. */
function byId(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

/** What customers earned and used. Taken back and cancelled are shown apart, so that no sum is ever negative. */
function activity(program: Program, sums: Sums) {
  const show = (amount: number): number => shown(unitOf(program), amount, program.currency);
  const ofPoints = sums.filter(({ ofReward }) => !ofReward);
  const ofRewards = sums.filter(({ ofReward }) => ofReward);
  const earned = quantityOf(ofPoints, 'earned');
  const reversed = -quantityOf(ofPoints, 'reversed');
  const redeemed = -quantityOf(ofPoints, 'redeemed');
  const cancelled = quantityOf(ofPoints, 'redemption_cancelled');
  const rewards = {
    issued: entriesOf(ofRewards, 'reward_issued'),
    revoked: entriesOf(ofRewards, 'reward_revoked'),
    redeemed: entriesOf(ofRewards, 'redeemed'),
    redemptionsCancelled: entriesOf(ofRewards, 'redemption_cancelled'),
    expired: entriesOf(ofRewards, 'expired'),
  };
  return {
    earned: show(earned),
    reversed: show(reversed),
    redeemed: show(redeemed),
    redemptionsCancelled: show(cancelled),
    expired: show(-quantityOf(ofPoints, 'expired')),
    adjusted: show(quantityOf(ofPoints, 'adjusted') + quantityOf(ofPoints, 'imported')),
    redemptionRate: share(redeemed - cancelled, earned - reversed),
    rewards: {
      ...rewards,
      redemptionRate: share(
        rewards.redeemed - rewards.redemptionsCancelled,
        rewards.issued - rewards.revoked,
      ),
    },
  };
}

/** What the points of all customers are worth together; null for rules whose progress cannot be spent. */
function outstanding(program: Program, points: number) {
  const value = ruleOf(program).redemptionValue?.(program.ruleConfig, Math.max(0, points), program.currency);
  return value === undefined ? null : { points, value: fromMinorUnits(value, program.currency) };
}

function unitOf(program: Program) {
  return ruleOf(program).unit(program.ruleConfig);
}

/** A share to four decimals; null of nothing. */
function share(part: number, whole: number): number | null {
  return whole <= 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

function quantityOf(sums: Sums, kind: string): number {
  return sums.reduce((total, sum) => (sum.kind === kind ? total + sum.quantity : total), 0);
}

function entriesOf(sums: Sums, kind: string): number {
  return sums.reduce((total, sum) => (sum.kind === kind ? total + sum.entries : total), 0);
}

function groupBy<Key>(sums: Sums, keyOf: (sum: KindSum) => Key): Map<Key, KindSum[]> {
  const groups = new Map<Key, KindSum[]>();
  for (const sum of sums) {
    const key = keyOf(sum);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sum]);
    else group.push(sum);
  }
  return groups;
}
