import { randomUUID } from 'node:crypto';
import { addMonths, periodAt } from '../../domain/calendar';
import type { Program } from '../../domain/program/program';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { day, hour } from '../support/programs';
import { refuseCustomer } from './failing-customer';
import { settled } from './settled';
import { expectLedgerInOrder, told } from './told';
import { monthlyTiers, yearlyTiers } from './tier-programs';
import { openWorld, type World } from './world';

const zone = 'Europe/Berlin';

/** Tiers under review for two years. */
export function describeTiers(clock: () => TimeSkipping): void {
  let env: TimeSkipping;
  let world: World;
  beforeEach(async () => {
    env = clock();
    world = await openWorld(env);
  });

  /** To the third day of the next month or year, so that whole periods lie ahead. */
  async function toStartOf(period: 'monthly' | 'yearly'): Promise<number> {
    const { end } = periodAt(await env.now(), zone, period);
    await world.until(end + 2 * day);
    return end;
  }
  const reviewed = async (program: Program, at: number) => {
    await world.until(at + hour);
    await settled(env, program, at + hour);
  };
  const changes = async () =>
    (await told(world, 'loyalty.tier.changed')).map(({ customerId, at, payload }) => [
      customerId,
      payload.previousTier,
      payload.tier,
      at,
    ]);

  test('monthly: down one tier after the grace, each customer once, also when the worker dies half-way', async () => {
    const start = await toStartOf('monthly');
    const month = (n: number) => addMonths(start, zone, n);
    const program = await world.program(monthlyTiers(2));
    const ids = await world.customers(program, 220);
    const [loyal, ...leaving] = ids as [string, ...string[]];
    await world.buy(ids, 300);
    for (let n = 1; n <= 3; n += 1) {
      await world.until(month(n) + day);
      await world.buy([loyal], 300);
    }
    // The first month was enough, the second was not; two months later it counts.
    await reviewed(program, month(4) - day);
    expect(await changes()).toHaveLength(ids.length);
    const refusals = await refuseCustomer(env.plane.knex, leaving[150] ?? '', 2);
    await reviewed(program, month(4));
    expect(await refusals()).toBeGreaterThan(2);
    const lowered = (await changes()).filter(([, from]) => from !== null);
    expect(lowered).toEqual([...leaving].toSorted().map((id) => [id, 'Gold', 'Silver', month(4)]));
    expect((await world.account(program, leaving[0] ?? '', month(4) + hour)).tier).toBe('Silver');

    // One tier at a time: the next review starts another grace.
    await reviewed(program, month(6));
    expect(await changes()).toHaveLength(ids.length + leaving.length);
    await reviewed(program, month(7));
    const last = (await changes()).filter(([, from]) => from === 'Silver');
    expect(last).toEqual([...leaving].toSorted().map((id) => [id, 'Silver', null, month(7)]));
    await expectLedgerInOrder(env.plane.knex);
  });

  test('yearly, over two years: what was earned again within the grace is kept', async () => {
    const start = await toStartOf('yearly');
    const year = (n: number) => addMonths(start, zone, 12 * n);
    const program = await world.program(yearlyTiers(3));
    const [back, gone] = (await world.customers(program, 2)) as [string, string];
    await world.buy([back, gone], 300);
    await reviewed(program, year(2));
    await world.buy([back], 400);
    await reviewed(program, addMonths(year(2), zone, 3));
    expect((await changes()).filter(([, from]) => from !== null)).toEqual([
      [gone, 'Gold', 'Silver', addMonths(year(2), zone, 3)],
    ]);
    expect((await world.account(program, back, await env.now())).tier).toBe('Gold');
    await expectLedgerInOrder(env.plane.knex);
  });

  test('a pause suspends reviews, and resuming starts them afresh', async () => {
    const start = await toStartOf('monthly');
    const month = (n: number) => addMonths(start, zone, n);
    const program = await world.program(monthlyTiers(0));
    const ids = (await world.customers(program, 1)) as [string];
    await world.buy(ids, 300);
    await env.send(program, 'pause', randomUUID());
    await reviewed(program, month(5));
    expect(await changes()).toHaveLength(1);
    await env.send(program, 'resume', randomUUID());
    await reviewed(program, month(6) - day);
    expect(await changes()).toHaveLength(1);
    await reviewed(program, month(6));
    expect((await changes()).slice(1)).toEqual([[ids[0], 'Gold', 'Silver', month(6)]]);
    await expectLedgerInOrder(env.plane.knex);
  });
}
