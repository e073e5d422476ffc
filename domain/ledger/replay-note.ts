/**
 * The facts about an account that its ledger must explain.
 *   account        entries, lots or rewards belong to an account that is there
 *   numbers        entries are numbered 1, 2, 3, ... and the account knows the latest
 *   balance        the sum of the quantities, in the account and in every entry
 *   quantity       what a rule gives when it runs again
 *   version        the version of the program that an entry names was recorded, and had the variant that it names
 *   state, tier    where the rule stands after its entries
 *   lots, rewards  what is held, and why
 *   next_expiry    nothing that is held expires before the account says
 *   events         a customer's events are numbered without gaps up to the customer's sequence
 */
export type LedgerFact =
  | 'account'
  | 'numbers'
  | 'balance'
  | 'quantity'
  | 'version'
  | 'state'
  | 'tier'
  | 'lots'
  | 'rewards'
  | 'next_expiry'
  | 'events';

/** Notes that the ledger says one thing and something else another. `number` is the entry concerned, if one is. */
export type Note = (fact: LedgerFact, number: number | null, ledger: unknown, found: unknown) => void;
