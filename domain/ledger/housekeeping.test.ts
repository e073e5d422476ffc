import { day, noon, programOf } from '../../test/support/programs';
import { definitionDefaults, type Program } from '../program/program';
import { houseKeep } from './housekeeping';
import type { Posting } from './posting';
import { openState } from './rule-of';
import type { CustomerSheet, Lot } from './sheet';

const program = programOf({
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 12 },
  startsAt: noon - 60 * day,
  endsAt: noon + 7 * day,
});
const context = { actor: 'system' as const, now: noon, newId: () => 'id' };
const lot = (remaining: number, expiresAt: number): Lot => ({
  entry: 1,
  amount: 100,
  remaining,
  transactionId: null,
  earnedAt: noon - 30 * day,
  expiresAt,
});

function sheetOf(lots: readonly Lot[], nextExpiryAt: number | null, of: Program = program): CustomerSheet {
  const balance = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  const standing = { enrolledAt: noon - 50 * day, balance, state: openState(of), tier: null, entries: 1 };
  const account = { ...standing, nextExpiryAt, lastActivityAt: null };
  const lines = [{ program: of, account, lots, rewards: [] }];
  return { customerId: 'customer', businessId: of.businessId, sequence: 1, erased: false, lines };
}

const expire = (sheet: CustomerSheet): Posting | null =>
  houseKeep(sheet, program.id, 'expire', noon, context).posting;

test('an account whose points were spent before they expired is looked at once, not for ever', () => {
  expect(expire(sheetOf([], noon - 1))).toMatchObject({
    accounts: [{ nextExpiryAt: null }],
    entries: [],
    events: [],
  });
  expect(expire(sheetOf([], null))).toBeNull();
});

test('the soonest expiry is that of what is held', () => {
  const soonest = noon + 5 * day;
  expect(expire(sheetOf([lot(100, soonest)], noon + day))?.accounts).toMatchObject([
    { nextExpiryAt: soonest },
  ]);
  expect(expire(sheetOf([lot(100, soonest)], soonest))).toBeNull();
});

test('a customer is not told of an end that was moved', () => {
  const at = noon + (7 - definitionDefaults.endsSoonDays) * day;
  const tell = (of: Program) =>
    houseKeep(sheetOf([lot(100, noon + day)], noon + day, of), of.id, 'notify_ends_soon', at, context)
      .posting;
  expect(tell(program)?.events).toMatchObject([{ type: 'loyalty.reward.expiring' }]);
  expect(tell({ ...program, endsAt: noon + 8 * day })).toBeNull();
});
