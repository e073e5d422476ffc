import { CustomerBusy } from '../../db/ledger/ledger';
import type { SheetRequest } from '../../db/ledger/load-sheet';
import type { Decided } from '../../domain/ledger/posting';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import { notFound, Problem, retryAfter } from '../problem';
import type { Call, Reply } from '../route';

/**
 * Has a decision made about a customer and posted, and answers with it. The answer is stored under the request's
 * `Idempotency-Key` in the same statement. `reply` may throw a Problem: then nothing is posted.
 */
export async function changeCustomer<Answer>(
  call: Call<unknown>,
  request: Omit<SheetRequest, 'now'> & { readonly evenErased?: boolean },
  decide: (sheet: CustomerSheet) => Decided<Answer> | Promise<Decided<Answer>>,
  reply: (answer: Answer) => Reply,
): Promise<Reply> {
  const { deps, tenant, now, key } = call;
  const answer = await deps.ledger
    .change(tenant, { ...request, now }, async (sheet) => {
      if (sheet.erased && request.evenErased !== true) throw notFound('customer_not_found');
      const decided = await decide(sheet);
      const answered = reply(decided.answer);
      if (decided.posting === null || key === null) return { answer: answered, posting: decided.posting };
      const idempotency = { key: key.key, status: answered.status, response: answered.body ?? null };
      return { answer: answered, posting: { ...decided.posting, idempotency } };
    })
    .catch(explainBusy);
  if (answer === null) throw notFound('customer_not_found');
  return answer;
}

function explainBusy(error: unknown): never {
  if (!(error instanceof CustomerBusy)) throw error;
  throw new Problem('customer_busy', 'This customer is changed by too many requests at once; try again.', {
    headers: retryAfter(1),
    cause: error,
  });
}
