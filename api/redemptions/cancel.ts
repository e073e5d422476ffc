import Joi from 'joi';
import { findRedemption } from '../../db/ledger/redemptions';
import { cancelRedemption } from '../../domain/ledger/cancel-redemption';
import { changeCustomer } from '../ledger/change-customer';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { granted } from '../ledger/granted';
import { notFound } from '../problem';
import { type Call, defineRoute } from '../route';

export const cancelRedemptionRoute = defineRoute({
  method: 'POST',
  path: '/redemptions/{id}/cancel',
  operationId: 'cancelRedemption',
  tag: 'Redemptions',
  summary: 'Give spent points back',
  description: [
    "Within the program's limit (`ruleConfig.redemption.cancelWithinMinutes`, an hour by default). Points go back to where",
    'they came from and expire when they would have; a redemption that is cancelled already is answered as it is.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: { id: { description: 'Id of the redemption', missing: 'redemption_not_found' } },
  body: { schema: 'Empty', required: false },
  responses: {
    200: { description: 'The cancelled redemption', schema: 'Redemption', headers: ['Idempotent-Replayed'] },
  },
  problems: ['redemption_not_found', 'customer_not_found', 'cancellation_too_late', 'customer_busy'],
  async handler(call) {
    checkBody(call.body ?? {}, Joi.object({}));
    const { customerId, entry } = await redemptionOf(call);
    return changeCustomer(
      call,
      { customerId, programId: entry.programId, holdings: true },
      // Read again beside the sheet: another request may have cancelled it meanwhile.
      async (sheet) => cancelRedemption(sheet, await redemptionOf(call), decisionContext(call)),
      (answer) => ({ status: 200, body: granted(answer).redemption }),
    );
  },
});

async function redemptionOf({ deps, tenant, params }: Call) {
  const redemption = await findRedemption(deps.knex, tenant, params.id ?? '');
  if (redemption === null) throw notFound('redemption_not_found');
  return redemption;
}
