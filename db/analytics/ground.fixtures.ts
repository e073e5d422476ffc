import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { createdProgram } from '../../test/support/programs';
import { findCountedProgram } from '../programs/find-program';
import { insertProgram } from '../programs/program-store';
import { dateOf, type NaiveRange, type PostedEntry } from './naive.fixtures';
import { readAnalytics } from './read-analytics';

/** A program, some customers in it, and everything that was posted. */
export class Ground {
  readonly entries: PostedEntry[] = [];
  readonly enrolledAt: number[] = [];
  readonly customers: string[] = [];

  private constructor(
    private readonly knex: Knex,
    private readonly businessId: string,
    readonly programId: string,
  ) {}

  static async open(knex: Knex, businessId: string, timezone: string): Promise<Ground> {
    const { program, revisions } = createdProgram({ businessId, timezone, at: Date.UTC(2025, 0, 1) });
    await insertProgram(knex, { program, revisions });
    return new Ground(knex, businessId, program.id);
  }

  async enrol(at: number, trx: Knex = this.knex): Promise<void> {
    const id = randomUUID();
    const stamp = new Date(at);
    await trx('customers').insert({ id, business_id: this.businessId, external_id: id, created_at: stamp });
    await trx('accounts').insert({
      program_id: this.programId,
      customer_id: id,
      business_id: this.businessId,
      enrolled_at: stamp,
      state: '{}',
      created_at: stamp,
    });
    this.customers.push(id);
    this.enrolledAt.push(at);
  }

  async post(entries: readonly PostedEntry[], trx: Knex = this.knex): Promise<void> {
    if (entries.length === 0) return;
    await trx('ledger_entries').insert(
      entries.map((entry, n) => ({
        program_id: this.programId,
        customer_id: entry.customerId,
        number: this.entries.length + n + 1,
        business_id: this.businessId,
        kind: entry.kind,
        quantity: entry.quantity,
        balance_after: 0,
        reward_id: entry.ofReward ? randomUUID() : null,
        location_id: entry.locationId,
        program_version: 1,
        logic_version: 1,
        actor: 'system',
        occurred_at: new Date(entry.occurredAt),
        recorded_at: new Date(entry.occurredAt),
      })),
    );
    this.entries.push(...entries);
  }

  /** What the product says, in the form of the naive recomputation. */
  async analytics(range: NaiveRange): Promise<string[]> {
    const facts = await readAnalytics(this.knex, {
      programId: this.programId,
      ...range,
      now: Date.UTC(2030, 0, 1),
    });
    return [
      `outstanding: ${facts.outstanding}`,
      ...facts.sums.map((sum) => {
        const place = sum.bucket === null ? `location ${sum.locationId}` : `bucket ${sum.bucket}`;
        return `${place} ${sum.kind} ${sum.ofReward}: ${sum.entries}, ${sum.quantity}`;
      }),
      ...facts.participants.map(({ bucket, customers }) => `participants ${bucket}: ${customers}`),
      ...(facts.allParticipants === 0 ? [] : [`participants in all: ${facts.allParticipants}`]),
    ].toSorted();
  }

  async totals(now: number) {
    const found = await findCountedProgram(
      this.knex,
      { businessId: this.businessId, actor: 'system' },
      this.programId,
      now,
    );
    const { enrollmentCount, activeParticipants, totalRedemptions } = found ?? {};
    return { enrollmentCount, activeParticipants, totalRedemptions };
  }

  naiveTotals(now: number, timezone: string) {
    const today = dateOf(now, timezone);
    const first = dateOf(Date.parse(`${today}T12:00:00Z`) - 29 * 86_400_000, 'UTC');
    const active = this.entries.filter(({ kind, occurredAt }) => {
      const date = dateOf(occurredAt, timezone);
      return (kind === 'earned' || kind === 'redeemed') && date >= first && date <= today;
    });
    const count = (kind: string) => this.entries.filter((entry) => entry.kind === kind).length;
    return {
      enrollmentCount: this.enrolledAt.length,
      activeParticipants: new Set(active.map(({ customerId }) => customerId)).size,
      totalRedemptions: count('redeemed') - count('redemption_cancelled'),
    };
  }
}
