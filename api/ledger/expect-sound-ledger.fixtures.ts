import type { Knex } from 'knex';
import { verifyLedger } from '../../db/ledger/verify';

/** Every account must follow from its ledger. */
export async function expectSoundLedger(knex: Knex): Promise<void> {
  const { differences } = await verifyLedger(knex);
  expect(differences).toEqual([]);
}
