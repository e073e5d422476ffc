import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { SegmentContext } from '../../domain/segments/rule';
import { countMembers } from './count';
import type { Segment } from './segment-model';

/** Thrown when a count was given up, or was a moment ago. */
export class CountTooSlow extends Error {
  constructor(readonly limitMs: number) {
    super(`counting the members of a segment took longer than ${limitMs} ms`);
  }
}

/** Thrown when as many counts run as may. */
export class CountingBusy extends Error {}

/** A count, and the instant at which it was right. */
export interface MemberCount {
  readonly members: number;
  readonly at: number;
}

const keptMs = 60_000;

/** How much counting may cost the database. */
export interface CountingLimits {
  /** After so long a count is given up. */
  readonly limitMs: number;
  /** So many run at once in this process. */
  readonly atOnce: number;
}

/**
 * Counts the members of segments without letting that load the database: few at once, each for a short time, and each
 * answer (that it took too long is one) is kept for a minute. Who asks for the same segment meanwhile shares the answer.
 */
export class MemberCounts {
  private readonly kept = new LRUCache<string, Promise<MemberCount>>({ max: 10_000, ttl: keptMs });
  private running = 0;

  constructor(
    private readonly knex: Knex,
    private readonly limits: CountingLimits = { limitMs: 2_000, atOnce: 2 },
  ) {}

  /** How many customers belong to a segment of their business. Throws CountTooSlow or CountingBusy. */
  of(segment: Segment, context: SegmentContext): Promise<MemberCount> {
    const key = `${segment.id}:${segment.version}`;
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    if (this.running >= this.limits.atOnce) return Promise.reject(new CountingBusy());
    const count = this.count(segment, context);
    this.kept.set(key, count);
    count.catch((error: unknown) => {
      if (!(error instanceof CountTooSlow)) this.kept.delete(key);
    });
    return count;
  }

  private async count({ businessId, rule }: Segment, context: SegmentContext): Promise<MemberCount> {
    this.running += 1;
    try {
      const members = await this.knex.transaction(
        async (trx) => {
          // A plan for these very values: counting looks at everybody.
          await trx.raw(
            `SET LOCAL statement_timeout = ${this.limits.limitMs}; SET LOCAL plan_cache_mode = auto`,
          );
          return countMembers(trx, { businessId, actor: 'system' }, rule, context);
        },
        { readOnly: true },
      );
      return { members, at: context.now };
    } catch (error) {
      throw (error as { code?: string }).code === givenUp ? new CountTooSlow(this.limits.limitMs) : error;
    } finally {
      this.running -= 1;
    }
  }
}

/** Postgres cancelled the statement. */
const givenUp = '57014';
