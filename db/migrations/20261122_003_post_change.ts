import type { Knex } from 'knex';

/**
 * `post_change(doc)`: the only writer of the data plane. Writes what was decided about one customer in one
 * statement, or raises `LP409` when the customer or a program changed since it was read: then the caller reads and
 * decides again. Amounts are integers, instants are epoch milliseconds.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP FUNCTION post_change, instant');
}

const sql = `
CREATE FUNCTION instant(epoch_ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  'epoch'::timestamptz + epoch_ms * interval '1 millisecond';

CREATE FUNCTION post_change(doc jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  business constant uuid := doc->>'businessId';
  customer constant uuid := doc->>'customerId';
  expected constant integer := doc->>'sequence';
  recorded constant timestamptz := instant((doc->>'recordedAt')::bigint);
BEGIN
  -- The customer's row is the lock of all of the customer's accounts, and its sequence their version.
  UPDATE customers SET event_sequence = event_sequence + jsonb_array_length(doc->'events')
    WHERE business_id = business AND id = customer AND event_sequence = expected;
  IF NOT FOUND THEN RAISE EXCEPTION 'customer changed' USING ERRCODE = 'LP409'; END IF;

  -- A pause, an end or an edit that was committed meanwhile must be seen.
  IF EXISTS (
    SELECT FROM jsonb_to_recordset(doc->'programs') AS seen (id uuid, version integer)
    LEFT JOIN loyalty_programs p ON p.id = seen.id AND p.business_id = business
    WHERE p.version IS DISTINCT FROM seen.version
  ) THEN RAISE EXCEPTION 'program changed' USING ERRCODE = 'LP409'; END IF;

  IF doc->'transaction' IS NOT NULL THEN
    INSERT INTO transactions (id, business_id, external_id, customer_id, location_id, occurred_at, recorded_at,
      currency, total, discount, lines, content_sha256, answer)
    SELECT t.id, business, t."externalId", customer, t."locationId", instant(t."occurredAt"), recorded,
      t.currency, t.total, t.discount, t.lines, decode(t."contentSha256", 'hex'), t.answer
    FROM jsonb_to_record(doc->'transaction') AS t (id uuid, "externalId" text, "locationId" uuid,
      "occurredAt" bigint, currency text, total bigint, discount bigint, lines jsonb, "contentSha256" text, answer jsonb);
  END IF;

  IF doc->'refund' IS NOT NULL THEN
    INSERT INTO refunds (id, business_id, external_id, transaction_id, lines, content_sha256, answer, recorded_at)
    SELECT r.id, business, r."externalId", r."transactionId", r.lines, decode(r."contentSha256", 'hex'), r.answer, recorded
    FROM jsonb_to_record(doc->'refund') AS r (id uuid, "externalId" text, "transactionId" uuid, lines jsonb,
      "contentSha256" text, answer jsonb);
  END IF;

  IF doc->'enrolments' IS NOT NULL THEN
    INSERT INTO accounts (program_id, customer_id, business_id, enrolled_at, state, created_at)
    SELECT e."programId", customer, business, instant(e."enrolledAt"), e.state, recorded
    FROM jsonb_to_recordset(doc->'enrolments') AS e ("programId" uuid, "enrolledAt" bigint, state jsonb);
  END IF;

  IF doc->'accounts' IS NOT NULL THEN
    UPDATE accounts a SET balance = n.balance, state = n.state, tier = n.tier, entries = n.entries,
      next_expiry_at = instant(n."nextExpiryAt"), last_activity_at = instant(n."lastActivityAt")
    FROM jsonb_to_recordset(doc->'accounts') AS n ("programId" uuid, balance bigint, state jsonb, tier text,
      entries integer, "nextExpiryAt" bigint, "lastActivityAt" bigint)
    WHERE a.customer_id = customer AND a.program_id = n."programId";

    -- An expiry sooner than any the program's workflow knows of moves the program's alarm forward.
    IF jsonb_path_exists(doc, '$.accounts[*].nextExpiryAt \\? (@ != null)') THEN
      UPDATE loyalty_programs p SET next_expiry_at = instant(n."nextExpiryAt"),
        alarm_at = LEAST(p.alarm_at, expiry_alarm(instant(n."nextExpiryAt")))
      FROM jsonb_to_recordset(doc->'accounts') AS n ("programId" uuid, "nextExpiryAt" bigint)
      WHERE p.id = n."programId" AND p.next_expiry_at > instant(n."nextExpiryAt");
    END IF;
  END IF;

  IF doc->'notice' IS NOT NULL THEN
    UPDATE accounts SET last_notice = doc->'notice'->>'notice'
    WHERE customer_id = customer AND program_id = (doc->'notice'->>'programId')::uuid;
  END IF;

  IF doc->'entries' IS NOT NULL THEN
    INSERT INTO ledger_entries (program_id, customer_id, number, business_id, kind, quantity, balance_after,
      transaction_id, refund_id, reward_id, location_id, program_version, logic_version, actor, details, occurred_at, recorded_at)
    SELECT e."programId", customer, e.number, business, e.kind, e.quantity, e."balanceAfter",
      e."transactionId", e."refundId", e."rewardId", e."locationId", e."programVersion", e."logicVersion", e.actor,
      coalesce(e.details, '{}'), instant(e."occurredAt"), recorded
    FROM jsonb_to_recordset(doc->'entries') AS e ("programId" uuid, number integer, kind text, quantity bigint,
      "balanceAfter" bigint, "transactionId" uuid, "refundId" uuid, "rewardId" uuid, "locationId" uuid,
      "programVersion" integer, "logicVersion" smallint, actor text, details jsonb, "occurredAt" bigint);
  END IF;

  IF doc->'lots' IS NOT NULL THEN
    INSERT INTO point_lots (customer_id, program_id, entry, business_id, amount, remaining, transaction_id, earned_at, expires_at)
    SELECT customer, l."programId", l.entry, business, l.amount, l.remaining, l."transactionId", instant(l."earnedAt"), instant(l."expiresAt")
    FROM jsonb_to_recordset(doc->'lots') AS l ("programId" uuid, entry integer, amount bigint, remaining bigint,
      "transactionId" uuid, "earnedAt" bigint, "expiresAt" bigint)
    ON CONFLICT (customer_id, program_id, entry) DO UPDATE SET remaining = excluded.remaining;
  END IF;

  IF doc->'rewards' IS NOT NULL THEN
    INSERT INTO rewards (id, business_id, program_id, customer_id, status, cost, reward, transaction_id,
      program_version, issued_at, expires_at, reserved_until, reserved_by, redeemed_at, redeemed_location_id)
    SELECT r.id, business, r."programId", customer, r.status, r.cost, r.reward, r."transactionId",
      r."programVersion", instant(r."issuedAt"), instant(r."expiresAt"), instant(r."reservedUntil"), r."reservedBy",
      instant(r."redeemedAt"), r."redeemedLocationId"
    FROM jsonb_to_recordset(doc->'rewards') AS r (id uuid, "programId" uuid, status text, cost bigint, reward jsonb,
      "transactionId" uuid, "programVersion" integer, "issuedAt" bigint, "expiresAt" bigint,
      "reservedUntil" bigint, "reservedBy" text, "redeemedAt" bigint, "redeemedLocationId" uuid)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, reserved_until = excluded.reserved_until,
      reserved_by = excluded.reserved_by, redeemed_at = excluded.redeemed_at, redeemed_location_id = excluded.redeemed_location_id;
  END IF;

  IF jsonb_array_length(doc->'events') > 0 THEN
    INSERT INTO customer_events (customer_id, first_sequence, business_id, events, recorded_at)
    VALUES (customer, expected + 1, business, doc->'events', recorded);
  END IF;

  IF doc->'idempotency' IS NOT NULL THEN
    UPDATE idempotency_keys SET status = (doc->'idempotency'->>'status')::smallint, response = doc->'idempotency'->'response'
    WHERE business_id = business AND key = doc->'idempotency'->>'key';
  END IF;
END $$;
`;
