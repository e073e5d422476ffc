import { addDays } from '../../domain/calendar';
import { redeemReward } from '../../domain/ledger/redeem-reward';
import { reserveReward } from '../../domain/ledger/reserve';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { hour, minute } from '../support/programs';
import { settled } from './settled';
import { expectLedgerInOrder, told } from './told';
import { openWorld } from './world';

const ruleConfig = {
  punchesRequired: 2,
  rewardType: 'free_item',
  rewardValue: 'coffee',
  rewardDescription: 'A coffee for free',
  rewardExpirationDays: 30,
} as const;
const holder = 'basket:7';

/** Rewards that can be used for thirty days. */
export function describeRewardExpiry(clock: () => TimeSkipping): void {
  test('at the instant for whoever reads, once for whoever listens, also when it is held for a basket', async () => {
    const env = clock();
    const world = await openWorld(env);
    const program = await world.program({ ruleType: 'PUNCH_CARD', ruleConfig });
    const ids = (await world.customers(program, 4)) as [string, string, string, string];
    const [user, late, keeper, other] = ids;
    await world.buy(ids, 5);
    const filledAt = await env.now();
    await world.buy(ids, 5, filledAt);
    const expiry = addDays(filledAt, program.timezone, 30);
    const issued = await told(world, 'loyalty.reward.issued');
    const rewards = new Map(issued.map(({ customerId, payload }) => [customerId, String(payload.rewardId)]));
    const wish = (id: string) => ({ rewardId: rewards.get(id) ?? '', locationId: null, holder });
    const use = (id: string, now: number) =>
      world.decide(program, id, now, (sheet, context) => redeemReward(sheet, wish(id), context));

    // What is reserved cannot be changed to last: its minutes pass, and so does its day.
    await world.until(expiry - 5 * minute);
    const held = await world.decide(program, keeper, expiry - minute, (sheet, context) =>
      reserveReward(sheet, { ...wish(keeper), minutes: 60 }, context),
    );
    expect(held).toMatchObject({ outcome: 'done', reward: { status: 'reserved' } });
    expect((await world.account(program, other, expiry - 1)).rewards).toHaveLength(1);
    expect((await world.account(program, other, expiry)).rewards).toEqual([]);
    expect(await use(user, expiry - 1)).toMatchObject({ outcome: 'done', reward: { status: 'redeemed' } });
    expect(await use(late, expiry)).toMatchObject({ outcome: 'refused', code: 'reward_expired' });

    await world.until(expiry + 2 * hour);
    await settled(env, program, expiry + 2 * hour);
    const expired = await told(world, 'loyalty.reward.expired');
    expect(expired.map(({ customerId, at }) => [customerId, at])).toEqual(
      [late, keeper, other].toSorted().map((id) => [id, expiry]),
    );
    const row = await env.plane
      .knex('rewards')
      .where({ id: rewards.get(keeper) })
      .first();
    expect(row).toMatchObject({ status: 'expired', reserved_until: null, reserved_by: null });
    await expectLedgerInOrder(env.plane.knex);
  });
}
