import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { SegmentContext, SegmentRule } from '../../domain/segments/rule';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { compileSegment } from './compile';
import { Shapes } from './shapes';

/** A rule with what it takes from its business. */
interface Known {
  readonly rule: SegmentRule;
  readonly business: Omit<SegmentContext, 'now'>;
}

const keptMs = 5_000;

/**
 * Says to which segments a customer belongs, for purchases and enrolments: one statement about one customer. Rules are
 * kept in memory for five seconds: an edit is in force everywhere after that, and at once where `forget` is called.
 */
export class SegmentMembership {
  private readonly known = new LRUCache<string, { readonly segment: Known | null }>({
    max: 10_000,
    ttl: keptMs,
  });

  private readonly shapes = new Shapes();

  constructor(private readonly knex: Knex) {}

  /**
   * Those of `segmentIds` to which a customer of the tenant belongs at `now` (epoch milliseconds). A segment that does
   * not exist, or no longer, has no members; an erased customer belongs to none.
   */
  async customerSegments(
    tenant: TenantContext,
    customerId: string,
    segmentIds: readonly string[],
    now: number,
  ): Promise<ReadonlySet<string>> {
    const asked = await this.segments(tenant, [...new Set(segmentIds)]);
    if (asked.size === 0) return new Set();
    const conditions = [...asked.values()].map(({ rule, business }) =>
      compileSegment(rule, { ...business, now }),
    );
    const rows = await this.shapes.run<{ member: boolean[] }>(this.knex, {
      sql: `SELECT ARRAY[${conditions.map(({ sql }) => sql).join(', ')}] AS member FROM customers c
        WHERE c.business_id = CAST(? AS uuid) AND c.id = CAST(? AS uuid) AND c.erased_at IS NULL`,
      bindings: [...conditions.flatMap(({ bindings }) => bindings), tenant.businessId, customerId],
    });
    const member = rows[0]?.member ?? [];
    return new Set([...asked.keys()].filter((_, i) => member[i] === true));
  }

  /** Whether a customer of the tenant belongs to a segment at `now`. */
  async isMember(
    tenant: TenantContext,
    customerId: string,
    segmentId: string,
    now: number,
  ): Promise<boolean> {
    return (await this.customerSegments(tenant, customerId, [segmentId], now)).has(segmentId);
  }

  /** Reads a segment again when it is next asked for: it was changed. */
  forget(tenant: TenantContext, segmentId: string): void {
    this.known.delete(keyOf(tenant, segmentId));
  }

  private async segments(tenant: TenantContext, ids: readonly string[]): Promise<Map<string, Known>> {
    const segments = new Map<string, Known>();
    const unknown: string[] = [];
    for (const id of ids) {
      const kept = this.known.get(keyOf(tenant, id));
      if (kept === undefined) unknown.push(id);
      else if (kept.segment !== null) segments.set(id, kept.segment);
    }
    if (unknown.length === 0) return segments;
    for (const { id, rule, currency, timezone } of await this.read(tenant, unknown)) {
      segments.set(id, { rule, business: { currency, timezone } });
    }
    for (const id of unknown) this.known.set(keyOf(tenant, id), { segment: segments.get(id) ?? null });
    return segments;
  }

  private read(tenant: TenantContext, ids: readonly string[]): Promise<SegmentRow[]> {
    return runPrepared<SegmentRow>(this.knex, rulesSql, [tenant.businessId, ids]);
  }
}

interface SegmentRow {
  readonly id: string;
  readonly rule: SegmentRule;
  readonly currency: string;
  readonly timezone: string;
}

function keyOf({ businessId }: TenantContext, segmentId: string): string {
  return `${businessId}:${segmentId}`;
}

const rulesSql = {
  name: 'segment_rules',
  text: `SELECT s.id, s.rule, b.currency, b.timezone
    FROM segments s JOIN businesses b ON b.id = s.business_id
    WHERE s.business_id = $1 AND s.id = ANY ($2::uuid[]) AND s.deleted_at IS NULL`,
};
