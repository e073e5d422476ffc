import type { Knex } from 'knex';
import type { Account, Lot, Reward } from '../../domain/ledger/sheet';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { redeemedShownForMs } from './load-holdings';

/** A customer and one program, as one statement reads them. */
export interface AccountRow {
  readonly event_sequence: number;
  readonly erased_at: number | null;
  /** Null without such a program. */
  readonly version: number | null;
  /** Null without an enrolment. */
  readonly account: Account | null;
  readonly lots: readonly Lot[];
  readonly rewards: readonly Reward[];
}

/** Which account. */
export interface AccountRequest {
  readonly customerId: string;
  readonly programId: string;
  readonly now: number;
  /** A reward that is read whatever its status. */
  readonly rewardId?: string;
}

/** Where a customer stands in one program, with everything held there, in one round trip; null without the customer. */
export async function loadAccount(
  knex: Knex,
  tenant: TenantContext,
  request: AccountRequest,
): Promise<AccountRow | null> {
  const { statement, values } = bindAccount(tenant, request);
  const [row] = await runPrepared<AccountRow>(knex, statement, values);
  return row ?? null;
}

/** The statement of such a reading with its values. Exported for the benchmark, which runs it bare. */
export function bindAccount(tenant: TenantContext, request: AccountRequest) {
  const { customerId, programId, now, rewardId } = request;
  const since = toTimestamp(now - redeemedShownForMs);
  return {
    statement: accountSql,
    values: [tenant.businessId, customerId, programId, since, rewardId ?? null],
  };
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;

const accountSql = {
  name: 'customer_account',
  text: `SELECT c.event_sequence, c.erased_at, p.version,
      CASE WHEN a.customer_id IS NOT NULL THEN json_build_object('enrolledAt', ${ms('a.enrolled_at')},
        'balance', a.balance, 'state', a.state, 'tier', a.tier, 'entries', a.entries,
        'nextExpiryAt', ${ms('a.next_expiry_at')}, 'lastActivityAt', ${ms('a.last_activity_at')},
        'lastNotice', a.last_notice) END AS account,
      coalesce((SELECT json_agg(json_build_object('entry', entry, 'amount', amount, 'remaining', remaining,
          'transactionId', transaction_id, 'earnedAt', ${ms('earned_at')}, 'expiresAt', ${ms('expires_at')})
          ORDER BY expires_at NULLS LAST, earned_at, entry)
        FROM point_lots l WHERE l.customer_id = a.customer_id AND l.program_id = a.program_id AND l.remaining > 0
        ), '[]') AS lots,
      coalesce((SELECT json_agg(json_build_object('id', id, 'programId', program_id, 'status', status, 'cost', cost,
          'reward', reward, 'transactionId', transaction_id, 'programVersion', program_version,
          'issuedAt', ${ms('issued_at')}, 'expiresAt', ${ms('expires_at')}, 'reservedUntil', ${ms('reserved_until')},
          'reservedBy', reserved_by, 'redeemedAt', ${ms('redeemed_at')}, 'redeemedLocationId', redeemed_location_id)
          ORDER BY issued_at, id)
        FROM rewards r WHERE r.customer_id = a.customer_id AND r.program_id = a.program_id
          AND (status IN ('available', 'reserved') OR (status = 'redeemed' AND redeemed_at > $4) OR id = $5)
        ), '[]') AS rewards
    FROM customers c
    LEFT JOIN loyalty_programs p ON p.business_id = c.business_id AND p.id = $3
      AND p.purged_at IS NULL AND p.lifecycle <> 'DRAFT'
    LEFT JOIN accounts a ON a.customer_id = c.id AND a.program_id = p.id
    WHERE c.business_id = $1 AND c.id = $2`,
};
