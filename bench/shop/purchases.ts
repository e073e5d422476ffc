import { v7 as uuid } from 'uuid';
import type { LoadRequest } from '../load/request';
import { spread } from '../cases/reading';
import { apiPath } from '../stack/product';
import type { Shop } from './open-shop';

/** A coffee and two croissants: 11.00, of which 4.50 in the category of the card. */
const lines = [
  { sku: 'flat-white', category: 'coffee', quantity: 1, unitPrice: 4.5 },
  { sku: 'croissant', category: 'pastry', quantity: 2, unitPrice: 3.25 },
];

/** Purchases that nobody has recorded yet, by the customers of a shop in turns. */
export function purchases({ customerIds }: Pick<Shop, 'customerIds'>): (index: number) => LoadRequest {
  const till = uuid();
  return (index) => ({
    method: 'POST',
    path: `${apiPath}/transactions`,
    body: {
      externalId: `${till}-${index}`,
      customerId: customerIds[spread(index, customerIds.length)],
      lines,
    },
  });
}
