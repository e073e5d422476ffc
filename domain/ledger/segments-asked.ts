import type { Earlier } from './record-purchase';
import type { CustomerSheet } from './sheet';

/**
 * The segments that decide whether a purchase of the customer earns: those that the customer's programs named when it
 * was made. Mostly there are none, and nobody has to ask.
 */
export function segmentsAsked({ lines }: CustomerSheet, earlier: Earlier): readonly string[] {
  let asked: Set<string> | null = null;
  for (const { program, account } of lines) {
    if (account === null || program.deletedAt !== null) continue;
    const then = earlier.get(program.id);
    const segmentIds = (then === undefined ? program : then)?.segmentIds ?? null;
    if (segmentIds === null) continue;
    asked ??= new Set();
    for (const id of segmentIds) asked.add(id);
  }
  return asked === null ? none : [...asked];
}

const none: readonly string[] = [];
