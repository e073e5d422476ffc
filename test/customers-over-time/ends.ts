import type { Program } from '../../domain/program/program';
import type { TimeSkipping } from '../lifecycle/time-skipping';
import { day, hour } from '../support/programs';
import { refuseCustomer } from './failing-customer';
import { meanwhile } from './meanwhile';
import { settled } from './settled';
import { expectLedgerInOrder, hearers, told } from './told';
import { openWorld, type World } from './world';

const ruleConfig = { pointsPerDollar: 10, redemptionRate: 100 };

/** What customers hear when their program ends, and what becomes of what they hold. */
export function describeEnds(clock: () => TimeSkipping): void {
  let env: TimeSkipping;
  let world: World;
  beforeEach(async () => {
    env = clock();
    world = await openWorld(env);
  });

  const program = async (endsIn: number): Promise<Program> => {
    const endsAt = (await env.now()) + endsIn;
    return world.program({ ruleType: 'POINTS_BASED', ruleConfig, endsAt });
  };
  const passed = async (of: Program, at: number) => {
    await world.until(at);
    await settled(env, of, at);
  };
  const notices = async (notice: string) =>
    (await told(world, 'loyalty.reward.expiring')).filter(({ payload }) => payload.notice === notice);

  test('who holds something is told before and at the end, once; what is left is written off after the grace period', async () => {
    const of = await program(60 * day);
    const endsAt = of.endsAt ?? 0;
    const ids = await world.customers(of, 500);
    const [empty, spender, ...holders] = ids as [string, string, ...string[]];
    await world.buy([spender, ...holders], 10);
    expect(await world.redeem(of, spender, 100, await env.now())).toBe('done');

    const refusals = await refuseCustomer(env.plane.knex, holders[300] ?? '', 2);
    await passed(of, endsAt - 7 * day + hour);
    expect(await refusals()).toBeGreaterThan(2);
    const before = await notices('ends_soon');
    expect(hearers(before)).toEqual([...holders].toSorted());
    expect(before[0]?.payload).toMatchObject({
      programName: of.name,
      endsAt: new Date(endsAt).toISOString(),
      usableUntil: new Date(endsAt + 90 * day).toISOString(),
      points: 100,
    });

    const again = await refuseCustomer(env.plane.knex, holders[250] ?? '', 1);
    await passed(of, endsAt + hour);
    expect(await again()).toBeGreaterThan(1);
    expect(hearers(await notices('ended'))).toEqual([...holders].toSorted());
    expect(await notices('ends_soon')).toHaveLength(holders.length);

    const [user, ...rest] = holders as [string, ...string[]];
    const closesAt = endsAt + 90 * day;
    await world.until(closesAt - hour);
    expect(await world.redeem(of, user, 100, closesAt - 1)).toBe('done');
    expect(await world.redeem(of, rest[0] ?? '', 100, closesAt)).toBe('program_closed');
    const last = await refuseCustomer(env.plane.knex, rest[200] ?? '', 1);
    await env.handle(of).result();
    expect(await last()).toBeGreaterThan(1);
    const expired = await told(world, 'loyalty.points.expired');
    expect(hearers(expired)).toEqual([...rest].toSorted());
    expect(expired.every(({ at, payload }) => at === closesAt && payload.points === 100)).toBe(true);
    expect(await world.account(of, empty, closesAt)).toMatchObject({ balance: 0 });
    await expectLedgerInOrder(env.plane.knex);
  });

  test('an end that is moved is told again, also when it is moved while customers are being told', async () => {
    const of = await program(60 * day);
    const ids = await world.customers(of, 30);
    await world.buy(ids, 10);
    const first = of.endsAt ?? 0;
    const toNotice = () => world.until(first - 7 * day + hour);
    const twentieth = [...ids].toSorted()[20] ?? '';
    await meanwhile(env.plane.knex, [twentieth], toNotice, () => world.moveEnd(of, first + 30 * day));
    const second = first + 30 * day;
    await settled(env, of, first);
    const early = await notices('ends_soon');
    expect(early.length).toBeLessThan(ids.length);
    expect(new Set(early.map(({ payload }) => payload.endsAt))).toEqual(
      new Set([new Date(first).toISOString()]),
    );

    await passed(of, second - 7 * day + hour);
    const later = (await notices('ends_soon')).filter(
      ({ payload }) => payload.endsAt === new Date(second).toISOString(),
    );
    expect(hearers(later)).toEqual([...ids].toSorted());
    await passed(of, second + hour);
    expect(hearers(await notices('ended'))).toEqual([...ids].toSorted());
    await expectLedgerInOrder(env.plane.knex);
  });

  test('90 days after its deletion the accounts are gone, and the ledger stays', async () => {
    const of = await program(400 * day);
    const ids = await world.customers(of, 230);
    await world.buy(ids, 10);
    await env.send(of, 'delete', of.id);
    const rows = async (table: string) =>
      Number((await env.plane.knex(table).where({ program_id: of.id }).count('* as n').first())?.n);
    await env.pass(89 * day);
    expect([await rows('accounts'), await rows('point_lots')]).toEqual([230, 230]);
    await env.handle(of).result();
    expect([await rows('accounts'), await rows('point_lots'), await rows('rewards')]).toEqual([0, 0, 0]);
    expect(await rows('ledger_entries')).toBe(230);
    expect(await told(world, 'loyalty.reward.expiring')).toEqual([]);
    await expectLedgerInOrder(env.plane.knex);
  });
}
