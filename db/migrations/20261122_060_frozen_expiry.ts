import type { Knex } from 'knex';

/** Programs that freeze expiry while they are paused. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP FUNCTION expiry_of, expiry_alarm(timestamptz, timestamptz);
    ALTER TABLE loyalty_programs DROP COLUMN freezes, DROP COLUMN frozen_since;
  `);
}

const sql = `
ALTER TABLE loyalty_programs
  -- [{ from, to }], epoch milliseconds: the stretches in which expiry was frozen, in order
  ADD COLUMN freezes jsonb NOT NULL DEFAULT '[]',
  -- null: expiry is not frozen
  ADD COLUMN frozen_since timestamptz(3);

-- Revisions hold whole programs: those recorded so far get what the columns above say of them.
UPDATE program_revisions SET program = '{"freezes": [], "frozenSince": null}'::jsonb || program;

-- While expiry is frozen nothing is to be looked after but what had expired before.
CREATE FUNCTION expiry_alarm(next_expiry timestamptz, frozen_since timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN next_expiry > frozen_since THEN 'infinity' ELSE expiry_alarm(next_expiry) END;

-- When something expires that was promised until expires_at and is held since then: the same as expiryOf in
-- domain/ledger/expiry.ts, and tested to be.
CREATE FUNCTION expiry_of(
  expires_at timestamptz, held_since timestamptz, freezes jsonb, frozen_since timestamptz, ends_at timestamptz, at timestamptz
) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  stretch record;
BEGIN
  FOR stretch IN
    SELECT instant((f->>'from')::bigint) AS begins, instant((f->>'to')::bigint) AS ends, n
    FROM jsonb_array_elements(freezes) WITH ORDINALITY AS finished (f, n)
    UNION ALL
    SELECT frozen_since, LEAST(at, ends_at), jsonb_array_length(freezes) + 1 WHERE frozen_since < LEAST(at, ends_at)
    ORDER BY n
  LOOP
    IF expires_at > stretch.begins AND stretch.ends > held_since THEN
      expires_at := expires_at + (stretch.ends - GREATEST(stretch.begins, held_since));
    END IF;
  END LOOP;
  RETURN expires_at;
END $$;
`;
