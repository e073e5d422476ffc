import type { Connection } from '@temporalio/client';
import { startApi, type TestApi } from '../../api/testing/api.fixtures';
import { tokenFor } from '../../api/testing/token.fixtures';
import { verifyLedger } from '../../db/ledger/verify';
import { createTimeSkipping, type TimeSkipping } from '../lifecycle/time-skipping';
import { eventually } from '../support/eventually';
import { day, hour, programOf } from '../support/programs';
import { heardOf, streamedAbout } from './stream';
import { outcomeIn, type Till, tillOf } from './till';

const iso = (ms: number) => new Date(ms).toISOString();

describe('critical flows over HTTP, in which time passes', () => {
  let env: TimeSkipping;
  let api: TestApi;
  let till: Till;
  const clock = { now: 0 };
  beforeAll(async () => {
    env = await createTimeSkipping(100);
    const { knex, databaseUrl, businessId } = env.plane;
    clock.now = await env.now();
    api = await startApi({
      beside: { knex, databaseUrl, businessId, clock },
      env: { TEMPORAL_ADDRESS: addressOf(env), COMMAND_TIMEOUT_MS: '10000' },
    });
    till = tillOf(async (asked) => {
      clock.now = await env.now();
      return api.send({ token: await tokenFor({ businessId, now: clock.now }), ...asked });
    });
  });
  afterAll(async () => {
    await api?.close();
    await env?.close();
  });

  const until = async (at: number) => env.pass(at - (await env.now()));
  const published = async () => {
    while ((await env.plane.publisher.publishWaiting()) > 0);
  };
  const statusIs = (id: string, status: string) =>
    eventually(async () => expect((await till.get(`/programs/${id}`)).body).toMatchObject({ status }));

  /** A seasonal campaign: in ten days for sixty days, two stamps for a reward. */
  async function scheduledCampaign() {
    const now = await env.now();
    const startsAt = now + 10 * day;
    const endsAt = startsAt + 60 * day;
    const created = await till.post('/programs', {
      name: 'Christmas punches',
      ruleType: 'PUNCH_CARD',
      ruleConfigDomain: 'SIMPLE',
      ruleConfig: {
        punchesRequired: 2,
        rewardType: 'free_item',
        rewardValue: 'gingerbread',
        rewardDescription: 'A gingerbread',
      },
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      isActive: true,
    });
    expect(created).toMatchObject({ status: 201, body: { status: 'SCHEDULED', isActive: true } });
    return { id: created.body.id as string, startsAt, endsAt };
  }

  test('a scheduled campaign starts by itself, customers earn, it ends by itself and they are told', async () => {
    const { id, startsAt, endsAt } = await scheduledCampaign();
    const [holder, visitor] = [await till.customer(), await till.customer()];
    expect(await till.enrol(id, holder)).toMatchObject({ status: 409, body: { code: 'program_not_active' } });
    const early = outcomeIn(id, await till.buy(holder, 4));
    expect(early.reasons).toContainEqual(expect.objectContaining({ code: 'not_started' }));

    // Active with the instant, and recorded by the workflow's timer.
    await until(startsAt + hour);
    await statusIs(id, 'ACTIVE');
    await eventually(async () => expect(await env.plane.kinds(id)).toEqual(['created', 'activated']));
    for (const customer of [holder, visitor]) {
      expect(await till.enrol(id, customer)).toMatchObject({ status: 201 });
      expect(outcomeIn(id, await till.buy(customer, 4))).toMatchObject({ earned: 1, reasons: [] });
    }
    const [reward] = outcomeIn(id, await till.buy(holder, 4)).rewards;

    await until(endsAt + hour);
    await statusIs(id, 'ENDED');
    await eventually(async () =>
      expect(await env.plane.kinds(id)).toEqual(['created', 'activated', 'ended']),
    );
    const late = outcomeIn(id, await till.buy(holder, 4));
    expect(late).toMatchObject({ earned: 0, reasons: [{ code: 'ended' }] });
    expect(await till.enrol(id, await till.customer())).toMatchObject({ status: 409 });

    // Both notices reach the stream, and only who holds something gets them.
    await eventually(async () => {
      await published();
      const events = await streamedAbout(env.plane.redis, [holder, visitor]);
      const notices = events.filter(({ eventType }) => eventType === 'loyalty.reward.expiring');
      expect(notices.map(({ payload }) => payload)).toEqual(
        ['ends_soon', 'ended'].map((notice) => ({
          notice,
          customerId: holder,
          businessId: env.plane.businessId,
          programId: id,
          programName: 'Christmas punches',
          endsAt: iso(endsAt),
          usableUntil: iso(endsAt + 90 * day),
          points: 0,
          rewardIds: [reward.id],
        })),
      );
    });
    const program = await env.plane.events(id);
    const lifecycle = program.filter(({ eventType }) => eventType.startsWith('loyalty.program.'));
    expect(lifecycle.map(({ eventType, timestamp }) => [eventType, timestamp]).slice(1)).toEqual([
      ['loyalty.program.activated', iso(startsAt)],
      ['loyalty.program.ended', iso(endsAt)],
    ]);

    // What was earned can be used for the 90 days that the notice named.
    await until(endsAt + 89 * day);
    expect(await till.post(`/rewards/${reward.id}/redeem`, {})).toMatchObject({ status: 200 });
    await published();
    expect((await heardOf(env.plane.redis, holder)).at(-1)).toBe('reward.redeemed');
    expect((await verifyLedger(env.plane.knex)).differences).toEqual([]);
  });

  test('what nobody used is gone when the grace period is over, and the customer hears of it', async () => {
    const { id, startsAt, endsAt } = await scheduledCampaign();
    await until(startsAt + hour);
    const customer = await till.customer();
    await till.enrol(id, customer);
    await till.buy(customer, 4);
    const [reward] = outcomeIn(id, await till.buy(customer, 4)).rewards;
    await until(endsAt + 91 * day);
    expect(await till.post(`/rewards/${reward.id}/redeem`, {})).toMatchObject({ status: 409 });
    await eventually(async () => {
      await published();
      expect((await heardOf(env.plane.redis, customer)).slice(-3)).toEqual([
        'reward.expiring',
        'reward.expiring',
        'reward.expired',
      ]);
    });
    expect((await till.account(id, customer)).body.rewards).toEqual([]);
    expect((await verifyLedger(env.plane.knex)).differences).toEqual([]);
  });
});

/** Where the time-skipping server listens. */
function addressOf(env: TimeSkipping): string {
  return (env.handle(programOf()).client.connection as Connection).options.address;
}
