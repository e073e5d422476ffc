import type { PurchaseHistory } from '../../db/ledger/recorded-purchase';
import { type FieldError, Problem } from '../problem';

/** Items of one line that are given back. `line` counts from 0. */
export interface ReturnedLine {
  readonly line: number;
  readonly quantity: number;
}

/** What a refund gives back, and what is given back in all after it. Problem `over_refund` naming each line. */
export function linesToReturn(
  { purchase, returned }: Pick<PurchaseHistory, 'purchase' | 'returned'>,
  wished: readonly ReturnedLine[] | undefined,
): { lines: readonly ReturnedLine[]; returned: readonly number[] } {
  const left = purchase.lines.map(({ quantity }, line) => quantity - (returned[line] ?? 0));
  const lines =
    wished ?? left.map((quantity, line) => ({ line, quantity })).filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) throw new Problem('over_refund', 'Nothing of this purchase is left to return.');
  const errors = lines.flatMap((line, index) => tooMuch(line, index, left));
  if (errors.length > 0) throw new Problem('over_refund', errors[0]?.message ?? '', { errors });
  const after = [...returned];
  for (const { line, quantity } of lines) after[line] = (after[line] ?? 0) + quantity;
  return { lines, returned: after };
}

function tooMuch({ line, quantity }: ReturnedLine, index: number, left: readonly number[]): FieldError[] {
  const most = left[line];
  if (most === undefined) {
    const message = `The purchase has no line ${line}; its lines are numbered from 0 to ${left.length - 1}`;
    return [{ pointer: `/lines/${index}/line`, code: 'unknown_line', message }];
  }
  if (quantity <= most) return [];
  const message = `Line ${line} has ${most} items left to return, not ${quantity}`;
  return [{ pointer: `/lines/${index}/quantity`, code: 'too_many', message }];
}
