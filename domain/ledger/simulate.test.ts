import { day, definitionOf, hour, noon } from '../../test/support/programs';
import { monthlyTiers } from '../../test/customers-over-time/tier-programs';
import type { ProgramDefinition } from '../program/program';
import { simulate, type SimulatedPurchase, SimulationTooLarge } from './simulate';
import { SimulatedDays } from './simulated-days';

const bought = (at: number, amount = 500): SimulatedPurchase => ({
  occurredAt: at,
  locationId: null,
  locationTimezone: null,
  currency: 'EUR',
  lines: [{ quantity: 1, amount }],
  discount: 0,
});

function play(
  definition: Partial<ProgramDefinition>,
  purchases: readonly SimulatedPurchase[],
  until?: number,
) {
  const program = definitionOf({ timezone: 'UTC', ...definition });
  const days = new SimulatedDays(program);
  for (const step of simulate(program, purchases, until)) days.take(step);
  return days.close();
}

const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'A coffee' } as const;
const card = (more = {}): Partial<ProgramDefinition> => ({
  ruleConfig: { punchesRequired: 2, ...reward, ...more },
});
const points: Partial<ProgramDefinition> = {
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 1 },
};

test('no purchases, nothing to tell', () => {
  expect(play(card(), [])).toMatchObject({ days: [], summary: { transactions: 0, firstRewardAt: null } });
});

test('day by day in the program’s zone, in the order of the instants', () => {
  const late = Date.UTC(2026, 2, 1, 23, 30);
  const { days, summary } = play({ ...card(), timezone: 'Europe/Berlin' }, [
    bought(late + hour),
    bought(late - day),
    bought(late),
  ]);
  expect(days.map(({ date, transactions }) => [date, transactions.length])).toEqual([
    ['2026-03-01', 1],
    ['2026-03-02', 2],
  ]);
  expect(days[1]?.endOfDay).toMatchObject({ progress: { current: 1, missing: 1 }, rewardsAvailable: 1 });
  expect(summary).toMatchObject({
    earned: 3,
    rewardsIssued: 1,
    firstRewardAt: new Date(late).toISOString(),
  });
});

test('points expire on their own day, between purchases and after the last one up to `until`', () => {
  const { days, summary } = play(points, [bought(noon), bought(noon + 60 * day)], noon + 365 * day);
  expect(days.map(({ date, expired, endOfDay }) => [date, expired.points, endOfDay.balance])).toEqual([
    ['2026-11-22', 0, 50],
    ['2026-12-22', 50, 0],
    ['2027-01-21', 0, 50],
    ['2027-02-21', 50, 0],
  ]);
  expect(summary).toMatchObject({ earned: 100, pointsExpired: 100 });
});

test('a reward that nobody used expires, by its name', () => {
  const { days, summary } = play(
    card({ rewardExpirationDays: 7 }),
    [bought(noon), bought(noon)],
    noon + 7 * day,
  );
  expect(days.map(({ expired }) => expired.rewards)).toEqual([[], ['A coffee']]);
  expect(days[1]?.endOfDay.rewardsAvailable).toBe(0);
  expect(summary.rewardsExpired).toBe(1);
});

test('nothing happens before it is due: a millisecond earlier the reward is there', () => {
  const { days } = play(card({ rewardExpirationDays: 7 }), [bought(noon), bought(noon)], noon + 7 * day - 1);
  expect(days).toHaveLength(1);
});

test('tiers rise with a purchase and are lowered by reviews', () => {
  const start = Date.UTC(2026, 0, 10);
  const { days } = play(monthlyTiers(1), [bought(start, 30_000)], start + 365 * day);
  expect(days.map(({ date, tierChanges }) => [date, tierChanges.map(({ from, to }) => [from, to])])).toEqual([
    ['2026-01-10', [[null, 'Gold']]],
    ['2026-04-01', [['Gold', 'Silver']]],
    ['2026-06-01', [['Silver', null]]],
  ]);
});

test('before the start, after the end, and what is left when the grace period is over', () => {
  const definition = { ...points, startsAt: noon, endsAt: noon + day, gracePeriodDays: 3 };
  const { days, summary } = play(
    definition,
    [bought(noon - 1), bought(noon), bought(noon + day)],
    noon + 30 * day,
  );
  const reasons = days.flatMap(({ transactions }) =>
    transactions.map((one) => one.reasons.map(({ code }) => code)),
  );
  expect(reasons).toEqual([['not_started'], [], ['ended']]);
  expect(days.at(-1)).toMatchObject({
    date: '2026-11-26',
    expired: { points: 50 },
    endOfDay: { balance: 0 },
  });
  expect(summary).toMatchObject({ transactions: 3, earningTransactions: 1 });
});

test('schedule and archived locations count', () => {
  const schedule = { recurrence: { rrule: 'FREQ=WEEKLY', start: '2026-11-22T12:00', duration: 'PT1H' } };
  const at = { locationId: 'shop', locationTimezone: 'UTC', locationArchived: true };
  const { days } = play({ ...card(), schedule }, [
    bought(noon),
    bought(noon + hour),
    { ...bought(noon + 7 * day), ...at },
  ]);
  const reasons = days.flatMap(({ transactions }) =>
    transactions.map((one) => one.reasons.map(({ code }) => code)),
  );
  expect(reasons).toEqual([[], ['between_windows'], ['location_not_participating']]);
});

test('amounts of money are added up exactly', () => {
  const spent = { ruleType: 'AMOUNT_SPENT' as const, ruleConfig: { thresholdAmount: 1_000, ...reward } };
  const { summary } = play(
    spent,
    Array.from({ length: 10 }, (_, i) => bought(noon + i, 10)),
  );
  expect(summary).toMatchObject({ unit: 'amount', earned: 1 });
});

test('the same every time', () => {
  const purchases = Array.from({ length: 20 }, (_, i) => bought(noon + i * day));
  expect(play(points, purchases)).toEqual(play(points, purchases));
});

test('more rewards than can be followed are refused', () => {
  const config = { stampsRequired: 2, stampEarnRule: { type: 'per_dollar' as const, value: 100 }, ...reward };
  const purchases = Array.from({ length: 100 }, (_, i) => bought(noon + i, 1_000_000));
  expect(() => play({ ruleType: 'STAMP_CARD', ruleConfig: config }, purchases)).toThrow(SimulationTooLarge);
});
