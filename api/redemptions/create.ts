import Joi from 'joi';
import { v7 as newId } from 'uuid';
import { redeemPoints } from '../../domain/ledger/redeem-points';
import { maximumQuantity } from '../../domain/rules/common-config';
import { changeCustomer } from '../ledger/change-customer';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { id, whole } from '../ledger/fields';
import { granted } from '../ledger/granted';
import { requireOpenLocation } from '../ledger/locations';
import { programId } from '../programs/program-id';
import { defineRoute } from '../route';

interface RedemptionBody {
  readonly customerId: string;
  readonly points: number;
  readonly locationId?: string | null;
}

export const redemptionBody = Joi.object<RedemptionBody>({
  customerId: id().required().description('Whose points.'),
  points: whole(1, maximumQuantity).required().description('How many.'),
  locationId: id()
    .allow(null)
    .description('Where they are spent; needed where only some locations take part.'),
});

export const redeemPointsRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/redemptions',
  operationId: 'redeemPoints',
  tag: 'Redemptions',
  summary: 'Spend points',
  description: [
    'Points that expire soonest are spent first. What they are worth is rounded down to the smallest coin. Also possible',
    'while the program is paused and until the grace period after its end is over. Send an `Idempotency-Key`: without',
    'one, a repetition spends again.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: programId,
  body: { schema: 'RedemptionCreate', required: true },
  responses: {
    201: { description: 'The spent points', schema: 'Redemption', headers: ['Idempotent-Replayed'] },
  },
  problems: [
    'program_not_found',
    'customer_not_found',
    'not_enrolled',
    'points_not_spendable',
    'insufficient_points',
    'location_not_participating',
    'program_closed',
    'validation_failed',
    'customer_busy',
  ],
  async handler(call) {
    const { customerId, points, locationId = null } = checkBody(call.body, redemptionBody);
    await requireOpenLocation(call, locationId);
    const program = call.params.id ?? '';
    const wish = { id: newId(), programId: program, points, locationId };
    return changeCustomer(
      call,
      { customerId, programId: program, holdings: true },
      (sheet) => redeemPoints(sheet, wish, decisionContext(call)),
      (answer) => ({ status: 201, body: granted(answer).redemption }),
    );
  },
});
