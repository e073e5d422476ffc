import type { Knex } from 'knex';
import { toTimestamp } from '../models/instants';
import type { TenantContext } from '../tenant';

/** A program that is neither over nor deleted, and would feel it if a location were gone. */
export interface AffectedProgram {
  readonly id: string;
  readonly name: string;
  /** Whether it names the location; otherwise it runs at all of them. */
  readonly named: boolean;
  /** How many open locations take part besides the one in question. */
  readonly others: number;
}

/** How many programs are named at most. */
export const mostAffected = 100;

/**
 * Programs of the tenant, drafts included, that name a location, and if it is the last open one those of all locations
 * too; by name, at most `mostAffected`.
 */
export async function programsAffected(
  knex: Knex,
  { businessId }: TenantContext,
  locationId: string,
  now: number,
): Promise<AffectedProgram[]> {
  const { rows } = await knex.raw<{ rows: AffectedProgram[] }>(affectedSql, {
    businessId,
    locationId,
    now: toTimestamp(now),
    most: mostAffected,
  });
  return rows;
}

const affectedSql = `
  WITH open AS MATERIALIZED (
    SELECT id FROM locations WHERE business_id = :businessId AND id <> :locationId AND archived_at IS NULL
  )
  SELECT p.id, p.name, p.location_ids IS NOT NULL AS named, (
    SELECT count(*)::int FROM open WHERE p.location_ids IS NULL OR open.id = ANY (p.location_ids)
  ) AS others
  FROM loyalty_programs p
  WHERE p.business_id = :businessId AND p.deleted_at IS NULL AND p.lifecycle <> 'ENDED'
    AND (p.ends_at IS NULL OR p.ends_at > :now)
    AND (:locationId = ANY (p.location_ids) OR (p.location_ids IS NULL AND NOT EXISTS (SELECT FROM open)))
  ORDER BY lower(p.name), p.id LIMIT :most`;
