import { Client } from '@temporalio/client';
import { addMonths } from '../../domain/calendar';
import type { Program } from '../../domain/program/program';
import { startSweeper } from '../../worker/sweeper';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { silent } from '../support/control-plane';
import { eventually } from '../support/eventually';
import { day, hour } from '../support/programs';
import { settled } from './settled';
import { expectLedgerInOrder, told } from './told';
import { openWorld } from './world';

/** Purchases move the alarm of their program, and tell its workflow nothing: the sweeper does. */
export function describeSoonerExpiry(clock: () => TimeSkipping): void {
  test('moves the alarm forward, and the sweeper wakes the workflow', async () => {
    const env = clock();
    const world = await openWorld(env);
    const now = await env.now();
    const startsAt = now - 300 * day;
    const ruleConfig = { pointsPerDollar: 1, redemptionRate: 100, expirationMonths: 12 };
    const program = await world.program({ ruleType: 'POINTS_BASED', ruleConfig, startsAt });
    // From here on the workflow looks once for each time it is told, and no other time.
    await settled(env, program, now);
    const customers = await world.customers(program, 1, startsAt);
    await world.buy(customers, 10);
    await env.nudge(program);
    await settled(env, program, now);
    const known = Number((await env.plane.row(program.id))['alarm_at']);
    expect(known).toBeGreaterThan(now + 360 * day);

    // A till that was offline reports a purchase of long ago.
    await world.buy(customers, 7, startsAt + day);
    const expiry = addMonths(startsAt + day, program.timezone, 12);
    const row = await env.plane.row(program.id);
    expect(Number(row['alarm_at'])).toBe((Math.floor(expiry / hour) + 1) * hour);
    expect(row['alarm_acked']).toBe(known);
    await sweepFor(env, program);

    await world.until(expiry + 2 * hour);
    await settled(env, program, expiry + 2 * hour);
    expect(await told(world, 'loyalty.points.expired')).toMatchObject([
      { at: expiry, payload: { programId: program.id, points: 7, balance: 10 } },
    ]);
    await expectLedgerInOrder(env.plane.knex);
  });
}

/** Lets the sweeper run until it has woken the workflow of a program. */
async function sweepFor(env: TimeSkipping, program: Program): Promise<void> {
  const mended: string[] = [];
  const sweeper = startSweeper({
    knex: env.plane.knex,
    client: new Client({ connection: env.handle(program).client.connection }),
    logger: silent,
    intervalMs: 100,
    overdueByMs: hour,
    mended: ({ id }) => mended.push(id),
  });
  try {
    await eventually(async () => expect(mended).toContain(program.id));
  } finally {
    await sweeper.stop();
  }
  await settled(env, program, 0);
}
