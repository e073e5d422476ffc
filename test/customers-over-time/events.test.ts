import { v7 as newId } from 'uuid';
import { inLanes } from '../../activities/in-lanes';
import { insertCustomer } from '../../db/customers/customer-store';
import { Ledger } from '../../db/ledger/ledger';
import type { TenantContext } from '../../db/tenant';
import { enrol } from '../../domain/ledger/enrol';
import { recordPurchase } from '../../domain/ledger/record-purchase';
import { connectRedis } from '../../worker/redis';
import { startRelay } from '../../worker/relay';
import { consumed, type StreamedEvent, streamedAbout } from '../critical-flows/stream';
import { createRedisServer, type RedisServer } from '../faults/redis-server';
import { freePort } from '../faults/temporal-server';
import { type ControlPlane, createControlPlane, silent } from '../support/control-plane';
import { eventually } from '../support/eventually';
import { purchaseOf } from './purchase';

describe('events about customers', () => {
  let redis: RedisServer;
  let plane: ControlPlane;
  let ledger: Ledger;
  let tenant: TenantContext;
  beforeAll(async () => {
    redis = await createRedisServer(await freePort());
    redis.start();
    plane = await createControlPlane(redis.url);
    ledger = new Ledger(plane.knex);
    tenant = { businessId: plane.businessId, actor: 'user:till' };
  });
  afterAll(async () => {
    await plane?.close();
    await redis?.remove();
  });

  async function enrolled(count: number): Promise<string[]> {
    const now = Date.now();
    const ruleConfig = { pointsPerDollar: 1, redemptionRate: 100 };
    const program = await plane.create({ ruleType: 'POINTS_BASED', ruleConfig, at: now });
    const ids = Array.from({ length: count }, () => newId());
    for (const id of ids) {
      const facts = { id, externalId: id, name: null, email: null, attributes: {}, at: now };
      await insertCustomer(plane.knex, tenant, facts);
      const request = { customerId: id, now, holdings: false };
      await ledger.change(tenant, request, (sheet) => enrol(sheet, program.id, now, now));
    }
    return ids;
  }

  /** Purchases of several tills at once: two events each. */
  async function shopping(ids: readonly string[], purchases: number): Promise<void> {
    const visits = Array.from({ length: purchases }, () => ids).flat();
    await inLanes(
      6,
      visits,
      async (customerId) => {
        const now = Date.now();
        const context = { actor: tenant.actor, now, newId };
        await ledger.change(tenant, { customerId, now, holdings: false }, (sheet) =>
          recordPurchase(sheet, purchaseOf(3, now), new Map(), context),
        );
      },
      new AbortController().signal,
    );
  }

  /** Everything in the stream about these customers, once each has as many events as the database says. */
  async function complete(ids: readonly string[], each: number): Promise<StreamedEvent[]> {
    const reader = connectRedis(redis.url);
    try {
      return await eventually(async () => {
        const events = await streamedAbout(reader, ids);
        for (const id of ids) expect(consumed(events, id)).toHaveLength(each);
        return events;
      });
    } finally {
      reader.disconnect();
    }
  }

  test('none is lost and none overtakes while Redis goes away and comes back', async () => {
    const ids = await enrolled(6);
    const relays = [1, 2].map(() =>
      startRelay({ publisher: plane.publisher, logger: silent, intervalMs: 20 }),
    );
    for (const round of [1, 2, 3]) {
      await shopping(ids, 3);
      await redis.stop(round === 2 ? 'SIGKILL' : 'SIGTERM');
      await shopping(ids, 3);
      redis.start();
    }
    const events = await complete(ids, 1 + 3 * 6 * 2);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(6 * 37);
    await Promise.all(relays.map((relay) => relay.stop()));
  });

  test('published again they are the same, ids included, and in the same order', async () => {
    const ids = await enrolled(3);
    await shopping(ids, 5);
    while ((await plane.publisher.publishWaiting()) > 0);
    const first = await complete(ids, 11);
    expect(new Set(first.map(({ eventId }) => eventId)).size).toBe(33);
    await plane.knex('customer_events').whereIn('customer_id', ids).update({ published_at: null });
    while ((await plane.publisher.publishWaiting()) > 0);
    const all = await complete(ids, 11);
    expect(all).toHaveLength(66);
    for (const id of ids) {
      const own = all.filter(({ payload }) => payload.customerId === id);
      expect(own.slice(11)).toEqual(own.slice(0, 11));
    }
  });
});
