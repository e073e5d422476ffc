import { randomUUID } from 'node:crypto';
import { addMonths } from '../../domain/calendar';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { day, hour } from '../support/programs';
import { settled } from './settled';
import { expectLedgerInOrder, hearers, told } from './told';
import { openWorld } from './world';

const ruleConfig = { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 1 };

/** Points with an expiry, in a program whose pauses stop the clock. */
export function describeFrozenExpiry(clock: () => TimeSkipping): void {
  test('nobody loses points during the pause; afterwards each does so later by its length', async () => {
    const env = clock();
    const world = await openWorld(env);
    const wish = { ruleType: 'POINTS_BASED' as const, ruleConfig, onPause: { freezeExpiry: true } };
    const program = await world.program(wish);
    const [early] = await world.customers(program, 1);
    await world.buy([early ?? ''], 1);
    const firstExpiry = addMonths(await env.now(), program.timezone, 1);
    await env.pass(20 * day);
    const ids = await world.customers(program, 40);
    await world.buy(ids, 10);
    const { expiries } = await world.account(program, ids[0] ?? '', await env.now());
    const expiry = Date.parse(expiries[0]?.expiresAt ?? '');

    // The first customer's points go just before the pause, and are written off during it.
    await world.until(firstExpiry + 1);
    await env.send(program, 'pause', randomUUID());
    const pausedAt = Number((await env.plane.row(program.id))['frozen_since']);
    await settled(env, program, pausedAt);
    await env.pass(100 * day);
    await settled(env, program, await env.now());
    expect((await env.plane.row(program.id))['alarm_at']).toBe(Number.POSITIVE_INFINITY);
    expect(hearers(await told(world, 'loyalty.points.expired'))).toEqual([early]);
    expect((await world.account(program, ids[0] ?? '', await env.now())).balance).toBe(100);

    await env.send(program, 'resume', randomUUID());
    const [{ from, to }] = (await env.plane.row(program.id))['freezes'] as [{ from: number; to: number }];
    expect(from).toBe(pausedAt);
    const moved = expiry + (to - from);
    await settled(env, program, await env.now());
    await world.until(moved - 2 * hour);
    expect(await told(world, 'loyalty.points.expired')).toHaveLength(1);
    await world.until(moved + 2 * hour);
    await settled(env, program, moved + 2 * hour);
    const [, ...lost] = await told(world, 'loyalty.points.expired');
    expect(hearers(lost).toSorted()).toEqual(ids.toSorted());
    expect(new Set(lost.map(({ at }) => at))).toEqual(new Set([moved]));
    await expectLedgerInOrder(env.plane.knex);
  });
}
