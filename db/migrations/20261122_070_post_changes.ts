import type { Knex } from 'knex';

/**
 * `post_changes(docs)`: `post_change` for many customers in one transaction, each for itself: what one of them may not
 * write keeps no other from being written. Answers a list with null for what was written, and the error for what was not.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP FUNCTION post_changes;
    CREATE OR REPLACE FUNCTION instant(epoch_ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN 'epoch'::timestamptz + epoch_ms * interval '1 millisecond';
  `);
}

const sql = `
-- As before, of parts that are immutable, unlike timestamptz + interval: only then is the call replaced by its body
-- instead of running as a statement of its own, eight times per purchase. Exact: a double holds every millisecond,
-- and what it adds below is rounded away.
CREATE OR REPLACE FUNCTION instant(epoch_ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  to_timestamp(epoch_ms / 1000.0::double precision)::timestamptz(3);

CREATE FUNCTION post_changes(docs jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  doc jsonb;
  failure text;
  broken text;
  reason text;
  results jsonb := '[]';
BEGIN
  FOR doc IN SELECT * FROM jsonb_array_elements(docs) LOOP
    BEGIN
      PERFORM post_change(doc);
      results := results || 'null'::jsonb;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS failure = RETURNED_SQLSTATE, broken = CONSTRAINT_NAME, reason = MESSAGE_TEXT;
      results := results || jsonb_build_object('code', failure, 'constraint', broken, 'message', reason);
    END;
  END LOOP;
  RETURN results;
END $$;
`;
