import { createProgram } from '../program/create';
import type { Instant, Program, ProgramDefinition } from '../program/program';
import { afterPosting } from './after-posting';
import { enrol } from './enrol';
import { type OutcomeView } from './present';
import { type PurchaseFacts, recordPurchase } from './record-purchase';
import type { CustomerSheet } from './sheet';

/** A purchase to be played, before it has ids. */
export type SimulatedPurchase = Pick<
  PurchaseFacts,
  'occurredAt' | 'locationId' | 'locationTimezone' | 'lines' | 'discount'
>;

/** What one purchase did, in the eyes of a customer who was enrolled from the start. */
export interface SimulatedStep {
  readonly occurredAt: Instant;
  readonly outcome: OutcomeView;
}

/**
 * Plays purchases of one customer in the order of their instants through the code that records real ones. The program
 * is taken as live from its start, or from the first purchase, and as meant for this customer. Pure: nothing is stored, ids are counted.
 */
export function simulate(
  definition: ProgramDefinition,
  purchases: readonly SimulatedPurchase[],
): SimulatedStep[] {
  const inOrder = purchases.toSorted((a, b) => a.occurredAt - b.occurredAt);
  const first = inOrder[0];
  if (first === undefined) return [];
  const program = liveProgram(definition, first.occurredAt);
  const newId = counter();
  let sheet = enrolled(program);
  return inOrder.map((purchase) => {
    const { occurredAt } = purchase;
    const id = newId();
    const facts = { ...purchase, id, externalId: id, currency: program.currency, contentSha256: '' };
    const context = { actor: 'system' as const, now: occurredAt, newId };
    const { answer, posting } = recordPurchase(sheet, facts, new Map(), context);
    if (posting !== null) sheet = afterPosting(sheet, posting);
    return { occurredAt, outcome: answer.outcomes[0] as OutcomeView };
  });
}

function liveProgram(definition: ProgramDefinition, firstPurchaseAt: Instant): Program {
  const at = definition.startsAt ?? firstPurchaseAt;
  const creation = { id: simulated, businessId: simulated, actor: 'system' as const, commandId: null };
  return createProgram({ ...definition, segmentIds: null, startsAt: at }, { ...creation, isActive: true, at })
    .program;
}

const simulated = '00000000-0000-8000-8000-000000000000';

function enrolled(program: Program): CustomerSheet {
  const sheet: CustomerSheet = {
    customerId: simulated,
    businessId: simulated,
    sequence: 0,
    erased: false,
    lines: [{ program, account: null, lots: [], rewards: [] }],
  };
  const start = program.startsAt as Instant;
  const { posting } = enrol(sheet, program.id, start, start);
  return posting === null ? sheet : afterPosting(sheet, posting);
}

/** Ids that are the same every time: a simulation must not depend on chance. */
function counter(): () => string {
  let n = 0;
  return () => `00000000-0000-8000-8000-${String((n += 1)).padStart(12, '0')}`;
}
