import { randomUUID } from 'node:crypto';
import { openShop, type Send, type Shop } from '../api/ledger/shop.fixtures';
import { Ledger } from '../db/ledger/ledger';
import { verifyLedger } from '../db/ledger/verify';
import { houseKeep } from '../domain/ledger/housekeeping';
import { customers, type Deed, month, pause, programs, shopZones, start, timezone } from './coffee-shop';
import { ReferenceShop } from './coffee-shop-reference';
import { knownTotals, type Totals } from './coffee-shop-totals';

const end = start + 32 * 24 * 3_600_000;
const deeds = month();

let shop: Shop;
let tills: readonly Send[];
const locations: string[] = [];
const ids = new Map<keyof typeof programs, string>();
const customerIds: string[] = [];
const transactionIds = new Map<string, string>();

beforeAll(async () => {
  shop = await openShop({ RATE_LIMIT_PER_MINUTE: '0' });
  shop.clock.now = start;
  tills = [shop.send, (await shop.openTill()).send];
  for (const zone of shopZones) locations.push(await shop.location(zone));
  for (const name of ['points', 'punches', 'tiers'] as const) {
    ids.set(name, await shop.program({ ...programs[name], timezone, startsAt: start }));
  }
}, 60_000);
afterAll(() => shop?.close());

/** Does what a customer did, at the till of the shop; returns the status of the answer. */
async function act(deed: Deed): Promise<number> {
  const customerId = customerIds[deed.customer] as string;
  if (deed.kind === 'join') {
    customerIds[deed.customer] = await shop.customer(...ids.values());
    return 201;
  }
  if (deed.kind === 'buy') return buy(deed, customerId);
  if (deed.kind === 'refund') {
    const lines =
      deed.line === null ? {} : { lines: [{ line: deed.line, quantity: quantityOf(deed.id, deed.line) }] };
    const path = `/transactions/${transactionIds.get(deed.id)}/refunds`;
    return (await shop.send('POST', path, { externalId: `return ${deed.id}`, ...lines })).status;
  }
  if (deed.kind === 'spend') {
    const body = { customerId, points: deed.points };
    return (await shop.send('POST', `/programs/${ids.get('points')}/redemptions`, body)).status;
  }
  return useOldestReward(customerId);
}

async function buy(deed: Extract<Deed, { kind: 'buy' }>, customerId: string): Promise<number> {
  const send = tills[deed.shop] as Send;
  const { status, body } = await send('POST', '/transactions', {
    externalId: deed.id,
    customerId,
    locationId: locations[deed.shop],
    occurredAt: new Date(deed.boughtAt).toISOString(),
    lines: deed.lines.map((line) => ({ ...line, unitPrice: line.unitPrice / 100 })),
    discount: deed.discount / 100,
  });
  transactionIds.set(deed.id, body.id);
  return status;
}

function quantityOf(id: string, line: number): number {
  const bought = deeds.find((deed) => deed.kind === 'buy' && deed.id === id) as Extract<
    Deed,
    { kind: 'buy' }
  >;
  return bought.lines[line]?.quantity ?? 0;
}

async function account(name: keyof typeof programs, customerId: string) {
  return (await shop.send('GET', `/programs/${ids.get(name)}/customers/${customerId}`)).body;
}

async function useOldestReward(customerId: string): Promise<number> {
  const { rewards } = await account('punches', customerId);
  const oldest = rewards.find(({ status }: { status: string }) => status === 'available');
  return oldest === undefined ? 200 : (await shop.send('POST', `/rewards/${oldest.id}/redeem`, {})).status;
}

/** The month's totals, from what the API says of every customer and of the programs. */
async function totals(): Promise<Totals> {
  const sum = { pointsLeft: 0, punches: 0, tiers: { none: 0, Silver: 0, Gold: 0, Friend: 0 } };
  for (const customerId of customerIds) {
    sum.pointsLeft += (await account('points', customerId)).balance;
    sum.punches += (await account('punches', customerId)).progress.current;
    const { tier } = await account('tiers', customerId);
    sum.tiers[(tier ?? 'none') as keyof typeof sum.tiers] += 1;
  }
  const analytics = async (name: keyof typeof programs) =>
    (await shop.send('GET', `/programs/${ids.get(name)}/analytics?from=2026-03-01&to=2026-04-30`)).body;
  const points = (await analytics('points')).totals;
  const { issued, redeemed, expired, revoked } = (await analytics('punches')).totals.rewards;
  const counted = (await shop.send('GET', `/programs/${ids.get('points')}`)).body;
  expect(counted.enrollmentCount).toBe(customers);
  return {
    ...sum,
    purchases: transactionIds.size,
    refunds: deeds.filter(({ kind }) => kind === 'refund').length,
    pointsGranted: points.earned,
    pointsSpent: points.redeemed,
    spendings: counted.totalRedemptions,
    rewards: { unused: issued - redeemed - expired - revoked, used: redeemed, expired, revoked },
  };
}

/** Pauses or resumes the points program, at that very instant. */
async function command(name: 'pause' | 'resume', at: number): Promise<void> {
  shop.clock.now = at;
  await shop.command(ids.get('points') as string, name);
}

/** What the program's timer does about rewards that nobody used. */
async function expire(ledger: Ledger, customerId: string, now: number): Promise<void> {
  const programId = ids.get('punches') as string;
  const context = { actor: 'system' as const, now, newId: randomUUID };
  await ledger.change(shop.tenant, { customerId, now, holdings: true }, (sheet) =>
    houseKeep(sheet, programId, 'expire', now, context),
  );
}

test('a month of a coffee shop comes to known totals', async () => {
  const reference = new ReferenceShop();
  const commands = [
    { at: pause.from, name: 'pause' as const },
    { at: pause.to, name: 'resume' as const },
  ];
  for (const deed of deeds) {
    const [due] = commands;
    if (due !== undefined && deed.at >= due.at) await command(due.name, (commands.shift() ?? due).at);
    shop.clock.now = deed.at;
    const possible = reference.do(deed);
    const status = await act(deed);
    expect([deed, status < 300]).toEqual([deed, possible]);
  }
  shop.clock.now = end;
  const ledger = new Ledger(shop.database.knex);
  for (const customerId of customerIds) await expire(ledger, customerId, end);
  expect(reference.totals(end)).toEqual(knownTotals);
  expect(await totals()).toEqual(knownTotals);
  const verified = await verifyLedger(shop.database.knex);
  expect(verified).toMatchObject({ customers, accounts: 3 * customers, differing: 0 });
}, 900_000);
