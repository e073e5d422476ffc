import type { Knex } from 'knex';
import { type Listed, listById, type Stretch } from '../list-by-id';
import type { TenantContext } from '../tenant';

/** One enrolment. */
export interface StoredEnrolment {
  readonly programId: string;
  readonly customerId: string;
  readonly enrolledAt: number;
}

/** Who is enrolled in a program of the tenant, the latest customers first. */
export function listEnrolments(
  knex: Knex,
  tenant: TenantContext,
  programId: string,
  stretch: Stretch,
): Promise<Listed<StoredEnrolment>> {
  const matching = knex('accounts')
    .where({ business_id: tenant.businessId, program_id: programId })
    .select({ programId: 'program_id', customerId: 'customer_id', enrolledAt: 'enrolled_at' });
  return listById(knex, matching, 'customer_id', stretch);
}
