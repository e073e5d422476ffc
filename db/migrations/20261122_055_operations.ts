import type { Knex } from 'knex';

/** Work on many programs at once: what was asked for, and what became of each program. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE operation_items, operations');
}

const sql = `
CREATE TABLE operations (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  action text NOT NULL,
  actor text NOT NULL,
  -- of the request that asked for it: the same request never makes a second one
  command_id uuid NOT NULL UNIQUE,
  total integer NOT NULL CHECK (total >= 0),
  status text NOT NULL DEFAULT 'RUNNING' CHECK (status IN ('RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED')),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  -- when a worker first took it up: from then on it cannot be withdrawn
  started_at timestamptz(3),
  -- when a worker was last at it
  touched_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  cancel_requested_at timestamptz(3),
  finished_at timestamptz(3),
  CHECK ((status = 'RUNNING') = (finished_at IS NULL))
);
CREATE INDEX idx_operations_business ON operations (business_id, id);
CREATE INDEX idx_operations_running ON operations (touched_at) WHERE status = 'RUNNING';
CREATE INDEX idx_operations_finished ON operations (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE operation_items (
  operation_id uuid NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  -- from 0, in the order in which they were asked for
  position integer NOT NULL CHECK (position >= 0),
  -- no foreign key: an id may be sent that is no program
  program_id uuid NOT NULL,
  -- what was worked out when the operation was accepted; null: the action says it all
  request jsonb,
  -- null while it waits
  outcome text CHECK (outcome IN ('succeeded', 'failed', 'cancelled')),
  -- json, not jsonb: shown as it was stored
  result json,
  -- a workflow that is still to be told of what happened
  wake_program_id uuid,
  PRIMARY KEY (operation_id, position)
);
`;
