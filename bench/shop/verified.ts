import { verifyLedger } from '../../db/ledger/verify';
import type { Bench } from '../case';
import type { Figure } from '../report/figure';

/** The figure, with an error for each account of a business that its ledger does not explain. */
export async function verified(
  { database, progress }: Bench,
  businessId: string,
  figure: Figure,
): Promise<Figure> {
  progress('  recomputing every account from its ledger');
  const { accounts, entries, differing, differences } = await verifyLedger(database, { businessId });
  const notes = [
    ...figure.notes,
    `${accounts} accounts recomputed from ${entries} entries, ${differing} differ`,
  ];
  if (differing === 0) return { ...figure, notes };
  const firstError = figure.product.firstError ?? `the ledger differs: ${JSON.stringify(differences[0])}`;
  const product = { ...figure.product, errors: figure.product.errors + differing, firstError };
  return { ...figure, product, met: false, notes };
}
