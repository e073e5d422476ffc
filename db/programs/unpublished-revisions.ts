import type { Knex } from 'knex';
import type { Transaction } from 'objection';
import type { Revision } from '../../domain/program/revision';
import { RevisionModel } from '../models/revision-model';

/*
 * The relay reads across businesses: it runs in the worker only and shows nothing to anybody but the stream.
 * Order per program comes from a lock per program. It is taken in a statement of its own, so that the read that
 * follows sees everything the previous holder of the lock has marked.
 */

/** A revision that waits to be published, with the id of its event. */
export interface UnpublishedRevision {
  readonly eventId: string;
  readonly revision: Revision;
}

/** Locks programs for publishing until the transaction ends; the ids of those that nobody else is publishing. */
export async function lockForPublishing(trx: Transaction, programIds: readonly string[]): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(lockSql, [[...programIds]]);
  return rows.map(({ id }) => id);
}

/** Locks the programs that have waited longest, skipping those that somebody else is publishing; their ids. */
export async function lockLongestWaiting(trx: Transaction, revisions: number): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { program_id: string }[] }>(lockLongestWaitingSql, [revisions]);
  return rows.map((row) => row.program_id);
}

/** What waits to be published of the given programs, which the caller has locked, in order per program. */
export async function unpublishedRevisions(
  trx: Transaction,
  programIds: readonly string[],
  limit: number,
): Promise<UnpublishedRevision[]> {
  const rows = await RevisionModel.query(trx)
    .select(columns)
    // The rule is no part of any event, and can be large.
    .select(RevisionModel.raw("program - 'ruleConfig' AS program"))
    .whereIn('program_id', [...programIds])
    .whereNull('published_at')
    .orderBy(['program_id', 'number'])
    .limit(limit);
  return rows.map((row) => ({ eventId: row.eventId, revision: row.toRevision() }));
}

/** Marks revisions as published: only after the stream has acknowledged them. */
export async function markPublished(
  trx: Transaction,
  published: readonly UnpublishedRevision[],
): Promise<void> {
  const programIds = published.map(({ revision }) => revision.program.id);
  const numbers = published.map(({ revision }) => revision.number);
  await trx.raw(markPublishedSql, [programIds, numbers]);
}

/** How many revisions wait to be published; counts up to `limit`. */
export async function countUnpublished(knex: Knex, limit: number): Promise<number> {
  const { rows } = await knex.raw<{ rows: { waiting: number }[] }>(countUnpublishedSql, [limit]);
  return rows[0]?.waiting ?? 0;
}

const columns = [
  'program_id',
  'number',
  'kind',
  'actor',
  'occurred_at',
  'previous_status',
  'command_id',
  'event_id',
];

function tryLock(programId: string): string {
  return `pg_try_advisory_xact_lock(hashtextextended('publish:' || ${programId}::text, 0))`;
}

const lockSql = `SELECT id FROM unnest(?::uuid[]) AS wanted (id) WHERE ${tryLock('id')}`;

// Each step is materialised: a lock taken while the planner is still choosing rows would lock more than it returns.
const lockLongestWaitingSql = `
  WITH waiting AS MATERIALIZED (
    SELECT program_id FROM program_revisions WHERE published_at IS NULL ORDER BY recorded_at LIMIT ?
  ), programs AS MATERIALIZED (SELECT DISTINCT program_id FROM waiting)
  SELECT program_id FROM programs WHERE ${tryLock('program_id')}`;

const markPublishedSql = `
  UPDATE program_revisions r SET published_at = clock_timestamp()
  FROM unnest(?::uuid[], ?::int[]) AS done (program_id, number)
  WHERE r.program_id = done.program_id AND r.number = done.number`;

const countUnpublishedSql = `
  SELECT count(*)::int AS waiting
  FROM (SELECT 1 FROM program_revisions WHERE published_at IS NULL LIMIT ?) AS unpublished`;
