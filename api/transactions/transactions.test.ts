import { randomUUID } from 'node:crypto';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => shop?.close());

const points = {
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 },
} as const;

test('a purchase earns points, and says so', async () => {
  const programId = await shop.program(points);
  const customerId = await shop.customer(programId);
  const bought = await shop.buy(customerId, 3.5);
  expect(bought.status).toBe(201);
});
