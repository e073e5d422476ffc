import type { Refusal } from '../../domain/ledger/refusal';
import { notFound, Problem, type ProblemCode } from '../problem';

/** What was decided, unless the wish was refused: then a Problem with the refusal's code. */
export function granted<T extends { readonly outcome: string }>(decision: T | Refusal): Exclude<T, Refusal> {
  if (!isRefused(decision)) return decision as Exclude<T, Refusal>;
  const { code, detail, balance } = decision;
  if (code === 'program_not_found') throw notFound(code);
  throw new Problem(code satisfies ProblemCode, detail, balance === undefined ? {} : { balance });
}

function isRefused(decision: { readonly outcome: string }): decision is Refusal {
  return decision.outcome === 'refused';
}
