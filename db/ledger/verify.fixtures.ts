import type { LedgerFact } from '../../domain/ledger/replay-note';

/** A fact about a customer that is made wrong, and what the verifier must find by it. */
export interface Corruption {
  readonly what: string;
  readonly facts: readonly LedgerFact[];
  /** `?` stands for the customer. */
  readonly sql: string;
}

const ledgerOf = (program: 'points' | 'punches' | 'tiers') => `customer_id = ? AND program_id = :${program}`;

/** One of every kind. */
export const corruptions: readonly Corruption[] = [
  {
    what: 'a balance',
    facts: ['balance'],
    sql: `UPDATE accounts SET balance = balance + 1 WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'the number of entries',
    facts: ['numbers'],
    sql: `UPDATE accounts SET entries = 9 WHERE ${ledgerOf('tiers')}`,
  },
  {
    what: 'the state of a rule',
    facts: ['state'],
    sql: `UPDATE accounts SET state = '{"rule": {"progress": 0}}' WHERE ${ledgerOf('punches')}`,
  },
  {
    what: 'what a daily cap counts',
    facts: ['state'],
    sql: `UPDATE accounts SET state = state - 'days' WHERE ${ledgerOf('punches')}`,
  },
  { what: 'a tier', facts: ['tier'], sql: `UPDATE accounts SET tier = NULL WHERE ${ledgerOf('tiers')}` },
  {
    what: 'an entry that vanished',
    facts: ['numbers', 'balance', 'lots'],
    sql: `DELETE FROM ledger_entries WHERE ${ledgerOf('points')} AND number = 2`,
  },
  {
    what: 'the last entry that vanished',
    facts: ['numbers', 'balance', 'lots'],
    sql: `DELETE FROM ledger_entries WHERE ${ledgerOf('points')} AND number = 6`,
  },
  {
    what: 'the balance in an entry',
    facts: ['balance'],
    sql: `UPDATE ledger_entries SET balance_after = 7 WHERE ${ledgerOf('points')} AND number = 1`,
  },
  {
    what: 'the quantity of an entry',
    facts: ['quantity', 'balance', 'lots'],
    sql: `UPDATE ledger_entries SET quantity = quantity + 1 WHERE ${ledgerOf('points')} AND number = 3`,
  },
  {
    what: 'what a purchase was granted',
    facts: ['quantity'],
    sql: `UPDATE ledger_entries SET details = '{"granted": {"quantity": 1}}' WHERE ${ledgerOf('points')} AND number = 1`,
  },
  {
    what: 'a version that was never recorded',
    facts: ['version', 'state'],
    sql: `UPDATE ledger_entries SET program_version = 99 WHERE ${ledgerOf('tiers')} AND number = 1`,
  },
  {
    what: 'the instant of a purchase',
    facts: ['lots'],
    sql: `UPDATE ledger_entries SET occurred_at = occurred_at - interval '1 day' WHERE ${ledgerOf('points')} AND number = 1`,
  },
  {
    what: 'what remains of a lot',
    facts: ['lots'],
    sql: `UPDATE point_lots SET remaining = remaining - 1 WHERE ${ledgerOf('points')} AND entry = 1`,
  },
  {
    what: 'points moved from lot to lot',
    facts: ['lots'],
    sql: `UPDATE point_lots SET amount = 1000, remaining = remaining + CASE entry WHEN 1 THEN 1 ELSE -1 END
      WHERE ${ledgerOf('points')} AND entry < 3`,
  },
  {
    what: 'when a lot expires',
    facts: ['lots'],
    sql: `UPDATE point_lots SET expires_at = expires_at + interval '1 day' WHERE ${ledgerOf('points')} AND entry = 2`,
  },
  {
    what: 'a lot that vanished',
    facts: ['lots'],
    sql: `DELETE FROM point_lots WHERE ${ledgerOf('points')} AND entry = 1`,
  },
  {
    what: 'a lot from nowhere',
    facts: ['lots'],
    sql: `INSERT INTO point_lots (customer_id, program_id, entry, business_id, amount, remaining, earned_at)
      SELECT customer_id, program_id, 77, business_id, 5, 5, now() FROM accounts WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'a reward used without an entry',
    facts: ['rewards'],
    sql: `UPDATE rewards SET status = 'redeemed' WHERE customer_id = ?`,
  },
  {
    what: 'what a reward cost',
    facts: ['rewards'],
    sql: `UPDATE rewards SET cost = 1 WHERE customer_id = ?`,
  },
  {
    what: 'what a reward promises',
    facts: ['rewards'],
    sql: `UPDATE rewards SET reward = jsonb_set(reward, '{rewardValue}', '"car"') WHERE customer_id = ?`,
  },
  {
    what: 'when a reward expires',
    facts: ['rewards'],
    sql: `UPDATE rewards SET expires_at = NULL WHERE customer_id = ?`,
  },
  { what: 'a reward that vanished', facts: ['rewards'], sql: `DELETE FROM rewards WHERE customer_id = ?` },
  {
    what: 'a reward from nowhere',
    facts: ['rewards'],
    sql: `INSERT INTO rewards SELECT gen_random_uuid(), business_id, program_id, customer_id, 'available', cost, reward,
      transaction_id, program_version, issued_at, expires_at FROM rewards WHERE customer_id = ?`,
  },
  {
    what: 'a reward issued by no purchase',
    facts: ['rewards'],
    sql: `UPDATE ledger_entries SET reward_id = gen_random_uuid() WHERE ${ledgerOf('punches')} AND kind = 'reward_issued'`,
  },
  {
    what: 'which lots were spent',
    facts: ['lots'],
    sql: `UPDATE ledger_entries SET details = details - 'taken' WHERE ${ledgerOf('points')} AND kind = 'redeemed' AND number = 5`,
  },
  {
    what: 'which lots got back what was spent',
    facts: ['lots'],
    sql: `UPDATE ledger_entries SET details = details - 'returned'
      WHERE ${ledgerOf('points')} AND kind = 'redemption_cancelled'`,
  },
  {
    what: 'an expiry that nobody would look after',
    facts: ['next_expiry'],
    sql: `UPDATE accounts SET next_expiry_at = NULL WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'an account that vanished',
    facts: ['account'],
    sql: `DELETE FROM accounts WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'an event that vanished',
    facts: ['events'],
    sql: `DELETE FROM customer_events WHERE customer_id = ? AND first_sequence = 2`,
  },
  {
    what: 'the last event that vanished',
    facts: ['events'],
    sql: `DELETE FROM customer_events e WHERE customer_id = ?
      AND first_sequence = (SELECT max(first_sequence) FROM customer_events m WHERE m.customer_id = e.customer_id)`,
  },
  {
    what: 'an event told twice',
    facts: ['events'],
    sql: `UPDATE customer_events SET events = events || events WHERE customer_id = ? AND first_sequence = 1`,
  },
];
