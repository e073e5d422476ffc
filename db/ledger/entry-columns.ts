/** The columns of `ledger_entries` under the names that an Entry's fields have. */
export const entryColumns = `program_id AS "programId", number, kind, quantity, balance_after AS "balanceAfter",
  transaction_id AS "transactionId", refund_id AS "refundId", reward_id AS "rewardId", location_id AS "locationId",
  program_version AS "programVersion", logic_version AS "logicVersion", actor, details,
  occurred_at AS "occurredAt", recorded_at AS "recordedAt"`;
