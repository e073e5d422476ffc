import { MockActivityEnvironment } from '@temporalio/testing';
import type { TaskRequest } from '../../activities/do-task';
import { periodAt } from '../../domain/calendar';
import type { Program } from '../../domain/program/program';
import { type ControlPlane, createControlPlane } from '../support/control-plane';
import { day, hour, type Wish } from '../support/programs';
import { meanwhile } from './meanwhile';
import { monthlyTiers } from './tier-programs';
import { expectLedgerInOrder, hearers, told } from './told';
import { openWorld, type World } from './world';

/** A clock that stands where the machine's does, and no workflows. */
const still = {
  now: () => Promise.resolve(Date.now()),
  pass: () => Promise.resolve(),
  nudge: () => Promise.resolve(),
};

describe('work on many customers, interrupted', () => {
  let plane: ControlPlane;
  let world: World;
  beforeAll(async () => {
    plane = await createControlPlane();
  });
  afterAll(() => plane?.close());
  beforeEach(async () => {
    world = await openWorld({ plane, ...still });
  });

  /** Sixty customers, enrolled sixty days ago, who bought something forty days ago. */
  async function shoppers(wish: Wish) {
    const startsAt = Date.now() - 60 * day;
    const program = await world.program({ startsAt, ...wish });
    const ids = (await world.customers(program, 60, startsAt)).toSorted();
    await world.buy(ids, 300, Date.now() - 40 * day);
    return { program, ids };
  }
  const points = {
    ruleType: 'POINTS_BASED',
    ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 },
  } as const;
  const ending = () => shoppers({ ...points, endsAt: Date.now() + 7 * day + hour });
  const requestFor = (program: Program, kind: TaskRequest['task']['kind'], at: number): TaskRequest => ({
    programId: program.id,
    businessId: world.tenant.businessId,
    at: Date.now(),
    task: { kind, at },
  });
  const noticeOf = (program: Program) =>
    requestFor(program, 'notify_ends_soon', (program.endsAt ?? 0) - 7 * day);
  const attempt = (request: TaskRequest, env = new MockActivityEnvironment()) =>
    env.run(plane.activities.doTask, request);

  test('workers that are taken for dead go on beside the next one: each customer is told once', async () => {
    const { program, ids } = await ending();
    await Promise.all([1, 2, 3].map(() => attempt(noticeOf(program))));
    expect(hearers(await told(world, 'loyalty.reward.expiring'))).toEqual(ids);
    expect((await plane.row(program.id))['housekeeping']).toEqual({ endsSoonFor: program.endsAt });
    await expectLedgerInOrder(plane.knex);
  });

  test('and each is reviewed once', async () => {
    const { program, ids } = await shoppers(monthlyTiers(2));
    const { end } = periodAt(Date.now(), program.timezone, 'monthly');
    await Promise.all([1, 2, 3].map(() => attempt(requestFor(program, 'review', end))));
    const reviews = plane.knex('ledger_entries').where({ program_id: program.id, kind: 'reviewed' });
    expect(await reviews.orderBy('customer_id').pluck('customer_id')).toEqual(ids);
    await expectLedgerInOrder(plane.knex);
  });

  test('a worker that is told to stop begins with no other customer, and the next one does the rest', async () => {
    const { program, ids } = await ending();
    const stopped = new MockActivityEnvironment();
    const work = async () => expect(attempt(noticeOf(program), stopped)).rejects.toThrow('CANCELLED');
    await meanwhile(plane.knex, ids.slice(20), work, () => {
      stopped.cancel();
      return Promise.resolve();
    });
    const done = await told(world, 'loyalty.reward.expiring');
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(ids.length);
    expect((await plane.row(program.id))['housekeeping']).toEqual({});
    await attempt(noticeOf(program));
    expect(hearers(await told(world, 'loyalty.reward.expiring'))).toEqual(ids);
    await expectLedgerInOrder(plane.knex);
  });
});
