import { assignVariant } from '../../domain/experiments/assign';
import type { Variant } from '../../domain/experiments/variant';
import type { Answer, Shop } from '../ledger/shop.fixtures';

/** One point per dollar, 100 of them a dollar. */
export const points = {
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 },
} as const;

/** The program as it is against three points per dollar, of which it takes 50. */
export const variants: Variant[] = [
  { name: 'control', weight: 50, control: true, ruleConfig: points.ruleConfig },
  { name: 'triple', weight: 50, ruleConfig: { pointsPerDollar: 3, redemptionRate: 50 } },
];

/** What ten dollars earn in each variant, and without one. */
export const ofTen: Readonly<Record<string, number>> = { control: 10, triple: 30 };

export async function started(shop: Shop, programId: string, tried = variants): Promise<string> {
  const body = { name: 'More points', metric: 'spendPerCustomer', variants: tried };
  const answer = await shop.send('POST', `/programs/${programId}/experiments`, body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id as string;
}

/** The name of the variant in which a customer is. */
export function variantOf(experimentId: string, customerId: string): string {
  return assignVariant(experimentId, customerId, variants).name;
}

/** Enrolled customers, at least two of them in each variant. */
export async function customersOf(
  shop: Shop,
  experimentId: string,
  ...programIds: string[]
): Promise<string[]> {
  const customers: string[] = [];
  const enough = () =>
    variants.every(({ name }) => customers.filter((id) => variantOf(experimentId, id) === name).length >= 2);
  while (!enough()) customers.push(await shop.customer(...programIds));
  return customers;
}

/** What an answer says of one program. */
export function outcomeOf(answer: Answer, programId: string) {
  return answer.body.outcomes.find((outcome: { programId: string }) => outcome.programId === programId);
}
