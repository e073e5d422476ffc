import { v7 as uuid } from 'uuid';
import { Ledger } from '../../db/ledger/ledger';
import { enrol } from '../../domain/ledger/enrol';
import type { RuleType } from '../../domain/rules';
import type { Bench } from '../case';
import { insertBusiness, insertPrograms } from '../insert-programs';
import { insertRows } from '../insert-rows';
import { inParallel } from '../load/in-parallel';
import type { Target } from '../load/request';
import { preloadedStart } from '../sample-programs';

/** A business of its own, with customers who are enrolled in all of its programs. */
export interface Shop {
  readonly businessId: string;
  readonly programIds: readonly string[];
  readonly customerIds: readonly string[];
  /** The API in the name of the business. */
  readonly api: Target;
  readonly ledger: Ledger;
}

const atOnce = 4;
const customersPerStatement = 2_000;

/** Opens a shop with a live program of each type. Enrolments are written by the product's own code, since the start. */
export async function openShop(
  { database, apiOf, progress }: Bench,
  wish: { readonly types: readonly RuleType[]; readonly customers: number },
): Promise<Shop> {
  const { types, customers } = wish;
  progress(`  enrolling ${customers} customers in ${types.length} program(s)`);
  const businessId = await insertBusiness(database, 'Shop');
  const programIds = await insertPrograms(database, businessId, types);
  const customerIds = Array.from({ length: customers }, () => uuid());
  for (let first = 0; first < customers; first += customersPerStatement) {
    const ids = customerIds.slice(first, first + customersPerStatement);
    await insertRows(
      database,
      'customers',
      ids.map((id) => customerRow(id, businessId)),
    );
  }
  const ledger = new Ledger(database);
  const shop = { businessId, programIds, customerIds, api: await apiOf(businessId), ledger };
  await inParallel(atOnce, customers, (index) => enrolled(shop, customerIds[index] as string));
  for (const table of ['customers', 'accounts']) await database.raw('VACUUM (ANALYZE) ??', [table]);
  return shop;
}

function customerRow(id: string, businessId: string): object {
  const created_at = new Date(preloadedStart).toISOString();
  return { id, business_id: businessId, external_id: id, attributes: {}, event_sequence: 0, created_at };
}

async function enrolled(shop: Shop, customerId: string): Promise<void> {
  const { ledger, businessId, programIds } = shop;
  const tenant = { businessId, actor: 'system' as const };
  const now = Date.now();
  for (const programId of programIds) {
    const request = { customerId, programId, now, holdings: false };
    await ledger.change(tenant, request, (sheet) => enrol(sheet, programId, preloadedStart + 10_000, now));
  }
}
