import type { Knex } from 'knex';

/**
 * The ledger rolled up per program, local day and location, so that analytics need not read the ledger. What was
 * posted by transactions below `rolled_up_to` is in it, exactly once; readers add the rest, the tail, themselves.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE program_returns, program_participants, program_days, program_totals, roll_up;
    ALTER TABLE accounts DROP COLUMN enrolled_xid;
    DROP INDEX idx_ledger_posted;
    CREATE INDEX idx_ledger_posted ON ledger_entries (posted_xid);
  `);
}

const sql = `
-- Readers of the tail look for one program: the index alone must answer.
DROP INDEX idx_ledger_posted;
CREATE INDEX idx_ledger_posted ON ledger_entries (posted_xid, program_id);

-- Enrolments leave no ledger entry: the account itself says in which transaction it was opened.
ALTER TABLE accounts ADD COLUMN enrolled_xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX idx_accounts_enrolled ON accounts (enrolled_xid, program_id);

-- One row. Whoever rolls up locks it.
CREATE TABLE roll_up (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  rolled_up_to xid8 NOT NULL
);
INSERT INTO roll_up (rolled_up_to) VALUES ('0');

CREATE TABLE program_totals (
  program_id uuid PRIMARY KEY REFERENCES loyalty_programs (id) ON DELETE CASCADE,
  -- the zone in which this program's days were made
  timezone text NOT NULL,
  enrolments bigint NOT NULL DEFAULT 0,
  -- of points and of rewards, less those that were cancelled
  redemptions bigint NOT NULL DEFAULT 0,
  -- sum of all quantities
  outstanding bigint NOT NULL DEFAULT 0,
  -- customers who took part in the 30 days that end with the day active_on
  active integer NOT NULL DEFAULT 0,
  active_on date NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

CREATE TABLE program_days (
  program_id uuid NOT NULL REFERENCES program_totals (program_id) ON DELETE CASCADE,
  day date NOT NULL,
  -- all zeros where no location was named
  location_id uuid NOT NULL,
  -- of the ledger entries, or 'enrolled'
  kind text NOT NULL,
  -- whether the entries are about a reward
  of_reward boolean NOT NULL,
  entries bigint NOT NULL,
  quantity bigint NOT NULL,
  PRIMARY KEY (program_id, day, location_id, kind, of_reward)
) WITH (fillfactor = 70);

-- The days on which a customer earned or redeemed.
CREATE TABLE program_participants (
  program_id uuid NOT NULL REFERENCES program_totals (program_id) ON DELETE CASCADE,
  customer_id uuid NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (program_id, customer_id, day)
);

-- How many customers took part on a day whose latest day before it was that one. So the number of distinct customers
-- between two days is a sum: everyone is counted on the first of their days, whose previous one lies before.
CREATE TABLE program_returns (
  program_id uuid NOT NULL REFERENCES program_totals (program_id) ON DELETE CASCADE,
  day date NOT NULL,
  -- -infinity: none
  previous date NOT NULL,
  customers integer NOT NULL,
  PRIMARY KEY (program_id, day, previous)
) WITH (fillfactor = 70);
`;
