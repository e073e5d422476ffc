import type { Knex } from 'knex';
import { programFor } from '../../domain/ledger/program-for';
import type { CustomerSheet, SheetLine } from '../../domain/ledger/sheet';
import { unfrozenUntil } from '../../domain/program/freeze';
import type { Instant, Program } from '../../domain/program/program';
import { runPrepared } from '../prepared';
import type { ProgramSnapshots } from '../programs/snapshots';
import type { TenantContext } from '../tenant';
import { type AccountRequest, loadAccount } from './load-account';
import { type Holdings, loadHoldings } from './load-holdings';

/** What to read of a customer. */
export interface SheetRequest {
  readonly customerId: string;
  readonly now: Instant;
  /** Only this program; all programs of the business when left out. */
  readonly programId?: string;
  /** Also lots and rewards; they are read anyway when a decision would be wrong without them. */
  readonly holdings: boolean;
  /** A reward that is read whatever its status; only with `programId` and `holdings`. */
  readonly rewardId?: string;
}

/**
 * Reads a customer of the tenant with the programs of the business: those that are live, paused or ended, and deleted
 * ones in which the customer still holds something. Null if there is no such customer.
 */
export async function loadSheet(
  knex: Knex,
  snapshots: ProgramSnapshots,
  tenant: TenantContext,
  request: SheetRequest,
): Promise<CustomerSheet | null> {
  const { customerId, programId } = request;
  if (programId !== undefined && request.holdings) {
    return accountSheet(knex, snapshots, tenant, { ...request, programId });
  }
  const rows =
    programId === undefined
      ? await runPrepared<SheetRow>(knex, sheetSql, [tenant.businessId, customerId])
      : await runPrepared<SheetRow>(knex, lineSql, [tenant.businessId, customerId, programId]);
  const first = rows[0];
  if (first === undefined) return null;
  const lines = rows.filter(hasProgram);
  const known = await snapshots.get(
    lines.map((row) => ({ id: row.program_id, version: row.version })),
    knex,
  );
  const programs = known.map((program) => programFor(program, customerId, request.now));
  const holdings = needsHoldings(request, lines, programs)
    ? await loadHoldings(knex, customerId, programId, request.now)
    : null;
  return {
    customerId,
    businessId: tenant.businessId,
    sequence: first.event_sequence,
    erased: first.erased_at !== null,
    lines: lines.map((row, i) => lineOf(row, programs[i] as SheetLine['program'], holdings)),
  };
}

/** The sheet of one program in one round trip: the hottest reads and redemptions ask for it. */
async function accountSheet(
  knex: Knex,
  snapshots: ProgramSnapshots,
  tenant: TenantContext,
  request: AccountRequest,
): Promise<CustomerSheet | null> {
  const row = await loadAccount(knex, tenant, request);
  if (row === null) return null;
  const { version, account, lots, rewards } = row;
  const programs = version === null ? [] : await snapshots.get([{ id: request.programId, version }], knex);
  return {
    customerId: request.customerId,
    businessId: tenant.businessId,
    sequence: row.event_sequence,
    erased: row.erased_at !== null,
    lines: programs
      .filter((program) => program.deletedAt === null || account !== null)
      .map((program) => ({
        program: programFor(program, request.customerId, request.now),
        account,
        lots,
        rewards,
      })),
  };
}

interface SheetRow {
  event_sequence: number;
  erased_at: number | null;
  program_id: string | null;
  version: number;
  enrolled_at: number | null;
  balance: number;
  state: unknown;
  tier: string | null;
  entries: number;
  next_expiry_at: number | null;
  last_activity_at: number | null;
}

function hasProgram(row: SheetRow): row is SheetRow & { program_id: string } {
  return row.program_id !== null;
}

/** Also when something expired, and where a cap on what is held counts unused rewards. */
function needsHoldings(
  request: SheetRequest,
  rows: readonly SheetRow[],
  programs: readonly Program[],
): boolean {
  if (request.holdings) return true;
  if (rows.some((row, i) => mayHaveExpired(row, programs[i], request.now))) return true;
  return rows.some(
    (row, i) => row.enrolled_at !== null && programs[i]?.ruleConfig.caps?.maximumBalance !== undefined,
  );
}

/** While a program has frozen expiry, only what had expired before can have expired. */
function mayHaveExpired(
  { next_expiry_at: at }: SheetRow,
  program: Program | undefined,
  now: Instant,
): boolean {
  return at !== null && at <= now && (program === undefined || at <= unfrozenUntil(program, now));
}

function lineOf(row: SheetRow, program: SheetLine['program'], holdings: Holdings | null): SheetLine {
  return {
    program,
    account:
      row.enrolled_at === null
        ? null
        : {
            enrolledAt: row.enrolled_at,
            balance: row.balance,
            state: row.state,
            tier: row.tier,
            entries: row.entries,
            nextExpiryAt: row.next_expiry_at,
            lastActivityAt: row.last_activity_at,
          },
    lots: holdings?.lots.get(program.id) ?? [],
    rewards: holdings?.rewards.get(program.id) ?? [],
  };
}

const linesOf = (programs: string): string => `SELECT c.event_sequence, c.erased_at, l.*
    FROM customers c
    LEFT JOIN LATERAL (
      SELECT p.id AS program_id, p.version, p.created_at,
        a.enrolled_at, a.balance, a.state, a.tier, a.entries, a.next_expiry_at, a.last_activity_at
      FROM loyalty_programs p
      LEFT JOIN accounts a ON a.customer_id = c.id AND a.program_id = p.id
      WHERE ${programs} AND p.purged_at IS NULL AND p.lifecycle <> 'DRAFT'
        AND (p.deleted_at IS NULL OR a.program_id IS NOT NULL)
    ) l ON true
    WHERE c.business_id = $1 AND c.id = $2
    ORDER BY l.created_at, l.program_id`;

// The business is said as a range: Postgres then expects few of its programs, however many an average business has, and
// takes the index instead of reading every program there is. Its ends are subqueries: so the estimate is the same whatever the value,
// and the plan that is kept counts as good as one made for the value; otherwise every purchase is planned anew, which costs
// more than reading the sheet.
const thisBusiness = '(SELECT $1::uuid)';
const sheetSql = {
  name: 'customer_sheet',
  text: linesOf(`p.business_id BETWEEN ${thisBusiness} AND ${thisBusiness}`),
};

const lineSql = { name: 'customer_line', text: linesOf('p.business_id = $1 AND p.id = $3') };
