import type { Knex } from 'knex';

/** The data plane: customers, their accounts, the append-only ledger, point lots, rewards, and events to publish. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE customer_events, rewards, point_lots, ledger_entries, accounts, refunds, transactions, customers;
    DROP FUNCTION forbid_change, expiry_alarm;
    ALTER TABLE loyalty_programs DROP COLUMN next_expiry_at;
  `);
}

const sql = `
-- The soonest expiry of points or rewards that the program's workflow must look after; infinity: none.
ALTER TABLE loyalty_programs ADD COLUMN next_expiry_at timestamptz(3) NOT NULL DEFAULT 'infinity';

-- Workflows look after expiries once an hour at most, at the full hour after the first; reads are right at once.
CREATE FUNCTION expiry_alarm(next_expiry timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN next_expiry = 'infinity' THEN next_expiry
       ELSE to_timestamp((floor(extract(epoch FROM next_expiry) / 3600) + 1) * 3600) END;

CREATE TABLE customers (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  external_id varchar(255) NOT NULL,
  name varchar(255),
  email varchar(320),
  attributes jsonb NOT NULL DEFAULT '{}',
  -- number of the latest event about this customer; every change of the customer's accounts locks this row first
  event_sequence integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  erased_at timestamptz(3),
  UNIQUE (business_id, external_id),
  UNIQUE (business_id, id)
) WITH (fillfactor = 80);

CREATE TABLE transactions (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL,
  external_id varchar(255) NOT NULL,
  customer_id uuid NOT NULL,
  location_id uuid,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  currency char(3) NOT NULL,
  -- minor units, after the discount
  total bigint NOT NULL CHECK (total >= 0),
  discount bigint NOT NULL CHECK (discount >= 0),
  lines jsonb NOT NULL,
  content_sha256 bytea NOT NULL,
  -- the first answer, given again to whoever sends the same transaction again
  answer jsonb NOT NULL,
  UNIQUE (business_id, external_id),
  FOREIGN KEY (business_id, customer_id) REFERENCES customers (business_id, id),
  FOREIGN KEY (business_id, location_id) REFERENCES locations (business_id, id)
);
CREATE INDEX idx_transactions_customer ON transactions (customer_id, occurred_at);

CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL,
  external_id varchar(255) NOT NULL,
  transaction_id uuid NOT NULL REFERENCES transactions (id),
  -- [{ line, quantity }] taken back by this refund
  lines jsonb NOT NULL,
  content_sha256 bytea NOT NULL,
  answer jsonb NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  UNIQUE (business_id, external_id)
);
CREATE INDEX idx_refunds_transaction ON refunds (transaction_id);

-- One row per program and enrolled customer: where the customer stands. A cache of the ledger, rebuilt by ledger:verify.
CREATE TABLE accounts (
  program_id uuid NOT NULL REFERENCES loyalty_programs (id) ON DELETE CASCADE,
  customer_id uuid NOT NULL,
  business_id uuid NOT NULL,
  enrolled_at timestamptz(3) NOT NULL,
  -- sum of the ledger's quantities, in the rule's unit
  balance bigint NOT NULL DEFAULT 0,
  -- what the rule remembers of this customer
  state jsonb NOT NULL,
  tier text,
  -- number of the latest ledger entry
  entries integer NOT NULL DEFAULT 0,
  -- the soonest instant at which points or a reward of this account expire
  next_expiry_at timestamptz(3),
  last_activity_at timestamptz(3),
  -- the latest notice of the program's end that the customer was given
  last_notice text,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (customer_id, program_id),
  FOREIGN KEY (business_id, customer_id) REFERENCES customers (business_id, id)
) WITH (fillfactor = 70);
CREATE INDEX idx_accounts_program ON accounts (program_id, customer_id);
CREATE INDEX idx_accounts_expiry ON accounts (program_id, next_expiry_at) WHERE next_expiry_at IS NOT NULL;

CREATE TABLE ledger_entries (
  program_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  -- 1, 2, 3, ... per account, without gaps
  number integer NOT NULL,
  business_id uuid NOT NULL,
  kind text NOT NULL,
  -- signed, in the rule's unit
  quantity bigint NOT NULL,
  balance_after bigint NOT NULL,
  transaction_id uuid,
  refund_id uuid,
  reward_id uuid,
  location_id uuid,
  -- the version of the program under which it was earned, and that of the rule's code
  program_version integer NOT NULL,
  logic_version smallint NOT NULL,
  actor text NOT NULL,
  -- what else is needed to replay the entry: the rule's change, a reason given by hand
  details jsonb NOT NULL DEFAULT '{}',
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  -- transactions commit out of order: readers of "everything new" go by this, below the oldest running one
  posted_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (customer_id, program_id, number)
);
CREATE INDEX idx_ledger_posted ON ledger_entries (posted_xid);
CREATE INDEX idx_ledger_redemption ON ledger_entries ((details->>'redemptionId')) WHERE details->>'redemptionId' IS NOT NULL;
CREATE INDEX idx_ledger_transaction ON ledger_entries (transaction_id) WHERE transaction_id IS NOT NULL;

CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE point_lots (
  customer_id uuid NOT NULL,
  program_id uuid NOT NULL,
  -- the ledger entry that made the lot
  entry integer NOT NULL,
  business_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  remaining bigint NOT NULL CHECK (remaining BETWEEN 0 AND amount),
  transaction_id uuid,
  earned_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  PRIMARY KEY (customer_id, program_id, entry)
) WITH (fillfactor = 80);
-- Soonest-expiring first, those without expiry last, then oldest: the order in which points are spent.
CREATE INDEX idx_lots_spend ON point_lots (customer_id, program_id, expires_at, earned_at, entry) WHERE remaining > 0;

CREATE TABLE rewards (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL,
  program_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('available', 'reserved', 'redeemed', 'expired', 'revoked')),
  -- units of progress it was issued for, given back when it is revoked
  cost bigint NOT NULL,
  -- { rewardType, rewardValue, rewardDescription } as promised when it was issued
  reward jsonb NOT NULL,
  transaction_id uuid,
  program_version integer NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  reserved_until timestamptz(3),
  -- for whom it is held: a basket, or the user who asked
  reserved_by varchar(255),
  redeemed_at timestamptz(3),
  redeemed_location_id uuid,
  UNIQUE (business_id, id)
) WITH (fillfactor = 80);
CREATE INDEX idx_rewards_account ON rewards (customer_id, program_id, issued_at);

-- Events about a customer, waiting for or kept after publication: one row per change, its events in order.
CREATE TABLE customer_events (
  customer_id uuid NOT NULL,
  -- sequence of the first event in the row; the next row goes on where this one ends
  first_sequence integer NOT NULL,
  business_id uuid NOT NULL,
  events jsonb NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  published_at timestamptz(3),
  PRIMARY KEY (customer_id, first_sequence)
);
CREATE INDEX idx_customer_events_unpublished ON customer_events (recorded_at, customer_id) WHERE published_at IS NULL;
`;
