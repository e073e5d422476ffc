import { noSegments, type Segments } from '../../domain/ledger/eligibility';
import type { Instant } from '../../domain/program/program';
import type { Call } from '../route';

/**
 * Those of `asked` to which a customer belongs at an instant; no statement where nothing is asked. To be asked after the
 * customer's sheet was read: then a purchase that changes the answer also overtakes the decision that rests on it.
 */
export function segmentsOf(
  { deps, tenant }: Pick<Call<unknown>, 'deps' | 'tenant'>,
  customerId: string,
  asked: readonly string[] | null,
  at: Instant,
): Segments | Promise<Segments> {
  if (asked === null || asked.length === 0) return noSegments;
  return deps.ledger.segments.customerSegments(tenant, customerId, asked, at);
}
