import Joi from 'joi';
import { type AdjustmentDecision, adjust } from '../../domain/ledger/adjust';
import { presentEntry } from '../../domain/ledger/present-entry';
import { ruleOf } from '../../domain/ledger/rule-of';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import type { Decided } from '../../domain/ledger/posting';
import type { Program } from '../../domain/program/program';
import { changeCustomer } from '../ledger/change-customer';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { id, instant, instantOf, line, number, refuse } from '../ledger/fields';
import { granted } from '../ledger/granted';
import { readQuantity } from '../ledger/quantity';
import { type Fault, meaningFault } from '../programs/faults';
import { programId } from '../programs/program-id';
import { type Call, defineRoute } from '../route';

interface AdjustmentBody {
  readonly customerId: string;
  readonly quantity: number;
  readonly reason: string;
  readonly expiresAt?: string | null;
}

export const adjustmentBody = Joi.object<AdjustmentBody>({
  customerId: id().required().description('Whose account.'),
  quantity: number()
    .min(-1_000_000_000)
    .max(1_000_000_000)
    .invalid(0)
    .required()
    .description('What is given, or below zero taken: in the unit of the rule; amounts as decimals.'),
  reason: line(500).required().description('Why; it stays in the ledger.'),
  expiresAt: instant()
    .allow(null)
    .description('When given points expire: left out as the program says, null never. RFC 3339.'),
});

export const adjustRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/adjustments',
  operationId: 'adjustAccount',
  tag: 'Enrollments',
  summary: 'Give or take by hand',
  description: [
    'Points, punches, stamps and so on, through the rule: a card that fills up gives its reward. Nothing goes below zero,',
    'unless the refund policy of the program is `negative`; the answer says what was really booked.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: programId,
  body: { schema: 'AdjustmentCreate', required: true },
  responses: {
    201: { description: 'The ledger entry', schema: 'LedgerEntry', headers: ['Idempotent-Replayed'] },
  },
  problems: [
    'program_not_found',
    'customer_not_found',
    'not_enrolled',
    'program_closed',
    'validation_failed',
    'customer_busy',
  ],
  async handler(call) {
    const body = checkBody(call.body, adjustmentBody);
    const expiresAt = readExpiry(call, body);
    const program = call.params.id ?? '';
    return changeCustomer(
      call,
      { customerId: body.customerId, programId: program, holdings: true },
      (sheet) => decide(call, body, expiresAt, sheet),
      (answer) => ({ status: 201, body: answer }),
    );
  },
});

function readExpiry({ now }: Call, { expiresAt, quantity }: AdjustmentBody): number | null | undefined {
  if (expiresAt === undefined) return undefined;
  const faults: Fault[] = [];
  const at = instantOf(expiresAt, '/expiresAt', 'Expiry', faults);
  if (at !== null && at <= now) {
    faults.push(meaningFault('/expiresAt', 'in_the_past', 'Expiry must be in the future'));
  }
  if (quantity < 0) {
    faults.push(meaningFault('/expiresAt', 'not_allowed', 'Only what is given can expire'));
  }
  refuse(faults);
  return at;
}

function decide(
  call: Call,
  body: AdjustmentBody,
  expiresAt: number | null | undefined,
  sheet: CustomerSheet,
): Decided<ReturnType<typeof presentEntry>> {
  const programOfSheet = sheet.lines[0]?.program;
  const quantity = programOfSheet === undefined ? 0 : readOrRefuse(programOfSheet, body.quantity);
  const wish = { programId: call.params.id ?? '', quantity, reason: body.reason, expiresAt };
  const { answer, posting } = adjust(sheet, wish, decisionContext(call));
  const { entry } = granted<AdjustmentDecision>(answer);
  return { answer: presentEntry(programOfSheet as Program, entry), posting };
}

function readOrRefuse(program: Program, quantity: number): number {
  const read = readQuantity(ruleOf(program).unit(program.ruleConfig), quantity, program.currency);
  if (typeof read === 'number') return read;
  refuse([meaningFault('/quantity', read.code, `Quantity ${read.message}`)]);
  return 0;
}
