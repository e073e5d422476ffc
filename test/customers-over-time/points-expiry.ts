import { addMonths } from '../../domain/calendar';
import type { Program } from '../../domain/program/program';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { day, hour, minute } from '../support/programs';
import { refuseCustomer } from './failing-customer';
import { settled } from './settled';
import { expectLedgerInOrder, timesTold, told } from './told';
import { openWorld, type World } from './world';

const ruleConfig = { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 12 };

/** Points with an expiry, in a program of 500 customers. */
export function describePointsExpiry(clock: () => TimeSkipping): void {
  let env: TimeSkipping;
  let world: World;
  let program: Program;
  beforeAll(async () => {
    env = clock();
    world = await openWorld(env);
    program = await world.program({ ruleType: 'POINTS_BASED', ruleConfig });
  });

  test('each of 500 customers loses them once, whatever happens meanwhile', async () => {
    const ids = await world.customers(program, 500);
    const boughtAt = await env.now();
    const expiry = addMonths(boughtAt, program.timezone, 12);
    await world.buy(ids, 10, boughtAt);
    const [early, exact, late, spender, ...others] = ids as [string, string, string, string, ...string[]];
    const { runId } = await env.handle(program).describe();

    await env.pass(90 * day);
    // What is spent cannot expire, but its account still names the instant.
    expect(await world.redeem(program, spender, 100, await env.now())).toBe('done');
    await env.pass(90 * day);
    const again = others.slice(0, 60);
    await world.buy(again, 5);
    const secondExpiry = addMonths(await env.now(), program.timezone, 12);
    expect((await env.handle(program).describe()).runId).not.toBe(runId);

    await world.until(expiry - 10 * minute);
    // Before any timer has run, reads and redemptions go by the clock alone.
    expect((await world.account(program, early, expiry - 1)).balance).toBe(100);
    expect(await world.account(program, early, expiry)).toMatchObject({ balance: 0, expiries: [] });
    expect(await world.redeem(program, early, 100, expiry - 1)).toBe('done');
    expect(await world.redeem(program, exact, 100, expiry)).toBe('insufficient_points');
    expect(await world.redeem(program, late, 1, expiry + 1)).toBe('insufficient_points');
    expect(await told(world, 'loyalty.points.expired')).toEqual([]);

    const refusals = await refuseCustomer(env.plane.knex, others[350] ?? '', 2);
    await world.until(expiry + 2 * hour);
    await settled(env, program, expiry + 2 * hour);
    expect(await refusals()).toBeGreaterThan(2);

    const expired = await told(world, 'loyalty.points.expired');
    expect(new Set(expired.map(({ at }) => at))).toEqual(new Set([expiry]));
    expect(new Set(expired.map(({ payload }) => payload.points))).toEqual(new Set([100]));
    expect(expired.map(({ customerId }) => customerId).toSorted()).toEqual(
      [exact, late, ...others].toSorted(),
    );
    expect((await world.account(program, again[0] ?? '', expiry + 2 * hour)).balance).toBe(50);

    await world.until(secondExpiry + 2 * hour);
    await settled(env, program, secondExpiry + 2 * hour);
    const times = await timesTold(world, 'loyalty.points.expired');
    expect(again.map((id) => times.get(id))).toEqual(again.map(() => 2));
    expect([...times.values()].reduce((sum, n) => sum + n)).toBe(498 + again.length);
    await expectLedgerInOrder(env.plane.knex);
  });
}
