import type { Knex } from 'knex';
import type { Transaction } from 'objection';
import { toTimestamp } from '../models/instants';
import type { TenantContext } from '../tenant';
import { deleteSegment } from './segment-store';

/** A program that asks for a segment. */
export interface SegmentUser {
  readonly id: string;
  readonly name: string;
}

/** What became of a wish to delete a segment. */
export type SegmentRemoval =
  | { readonly outcome: 'done' | 'not_found' }
  | { readonly outcome: 'in_use'; readonly programs: readonly SegmentUser[] };

/** So many programs are named at most. */
const mostNamed = 20;

/**
 * Deletes a segment unless a program uses it. The segment is locked first, so that a program that is being given it
 * either comes before and is seen here, or finds it gone (see missingSegments).
 */
export function removeSegment(
  knex: Knex,
  tenant: TenantContext,
  target: { readonly id: string; readonly at: number },
): Promise<SegmentRemoval> {
  const { businessId } = tenant;
  return knex.transaction(async (trx) => {
    const locked = await trx('segments')
      .where({ business_id: businessId, id: target.id, deleted_at: null })
      .forUpdate()
      .first('id');
    if (locked === undefined) return { outcome: 'not_found' };
    const programs = await usersOf(trx as Transaction, tenant, target);
    if (programs.length > 0) return { outcome: 'in_use', programs };
    await deleteSegment(trx, tenant, { ...target, version: null });
    return { outcome: 'done' };
  });
}

async function usersOf(
  trx: Transaction,
  { businessId }: TenantContext,
  { id, at }: { readonly id: string; readonly at: number },
): Promise<SegmentUser[]> {
  const { rows } = await trx.raw<{ rows: SegmentUser[] }>(usersSql, {
    business: businessId,
    segment: id,
    at: toTimestamp(at),
    mentioned: JSON.stringify([{ definition: { segmentIds: [id] } }]),
    mostNamed,
  });
  return rows;
}

const usersSql = `SELECT id, name FROM loyalty_programs
  WHERE business_id = :business AND deleted_at IS NULL AND lifecycle <> 'ENDED' AND (ends_at IS NULL OR ends_at > :at)
    AND (segment_ids @> ARRAY[:segment::uuid] OR scheduled_changes @> :mentioned::jsonb)
  ORDER BY created_at, id LIMIT :mostNamed`;
