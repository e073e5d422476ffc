/** The statements of the bare server. They read the product's own rows, and write to a copy of its table. */

/** Same columns, checks and indexes as the programs' table, filled with the same rows. */
export const copyTable = 'bench_programs';

export const getOne =
  'SELECT * FROM loyalty_programs WHERE business_id = $1 AND id = $2 AND deleted_at IS NULL';

const filtered = `
  FROM loyalty_programs
  WHERE business_id = $1 AND deleted_at IS NULL AND rule_type = $3
    AND program_status(lifecycle, starts_at, ends_at, deleted_at, now()) = $2`;

export const list = `SELECT * ${filtered} ORDER BY created_at DESC, id DESC LIMIT 20`;

export const count = `SELECT count(*) FROM (SELECT 1 ${filtered} LIMIT 10001) AS counted`;

export const insert = `
  INSERT INTO ${copyTable} (id, business_id, name, description, rule_type, rule_config_domain, rule_config, lifecycle,
    starts_at, ends_at, timezone, currency, version, alarm_at, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'LIVE', $8, $9, 'UTC', 'USD', 1, 'infinity', now(), now())
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
