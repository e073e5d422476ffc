import { bindAccount } from '../../db/ledger/load-account';
import { countedProgramStatement } from '../../db/programs/find-program';
import { bindListing, type ProgramListing } from '../../db/programs/list-programs';
import type { ProgramStatus } from '../../domain/program/program';
import type { RuleType } from '../../domain/rules';

/** The statements of the bare server. They read the product's own rows, and write to a copy of its table. */

/** Same columns, checks and indexes as the programs' table, filled with the same rows. */
export const copyTable = 'bench_programs';

/** The product's own statement for one program. */
export const getOne = countedProgramStatement;

/** The product's own statement, with its values, for the first 20 of a status and rule type and their number. */
export function list(businessId: string, status: ProgramStatus, ruleType: RuleType) {
  const tenant = { businessId, actor: 'system' as const };
  const listing = {
    statuses: [status],
    ruleTypes: [ruleType],
    locationId: null,
    search: null,
    order: { by: 'createdAt', descending: true },
    from: { kind: 'offset', offset: 0 },
    limit: 21,
    counted: true,
    now: Date.now(),
  } satisfies ProgramListing;
  return bindListing(tenant, listing, true);
}

/** The product's own statement, with its values, for a customer's account with all that is held there. */
export function account(businessId: string, programId: string, customerId: string) {
  return bindAccount({ businessId, actor: 'system' }, { programId, customerId, now: Date.now() });
}

export const insert = `
  INSERT INTO ${copyTable} (id, business_id, name, description, rule_type, rule_config_domain, rule_config, lifecycle,
    starts_at, ends_at, timezone, currency, grace_period_days, ends_soon_days, housekeeping, version, alarm_at, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'LIVE', $8, $9, 'UTC', 'USD', 90, 7, '{}', 1, 'infinity', now(), now())
  RETURNING *`;

/** The parameters of `insert` for the body of a request. */
export function insertValues(body: Record<string, unknown>): unknown[] {
  const { id, businessId, name, description, ruleType, ruleConfigDomain, ruleConfig, startsAt, endsAt } =
    body;
  return [
    id,
    businessId,
    name,
    description,
    ruleType,
    ruleConfigDomain,
    JSON.stringify(ruleConfig),
    startsAt,
    endsAt,
  ];
}

export const update = `
  UPDATE ${copyTable} SET name = $2, description = $3, version = version + 1, updated_at = now() WHERE id = $1
  RETURNING *`;
