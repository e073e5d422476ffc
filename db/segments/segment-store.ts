import type { Knex } from 'knex';
import type { SegmentRule } from '../../domain/segments/rule';
import { type Listed, listById, type Stretch } from '../list-by-id';
import type { TenantContext } from '../tenant';
import { type Segment, SegmentModel } from './segment-model';

/** What a business says of a segment. The rule must be valid. */
export interface SegmentFacts {
  readonly name: string;
  readonly rule: SegmentRule;
}

/** What became of a change. */
export type SegmentChange =
  | { readonly outcome: 'done'; readonly segment: Segment }
  | { readonly outcome: 'not_found' }
  /** Somebody else changed it meanwhile. */
  | { readonly outcome: 'version_conflict'; readonly version: number };

/** Which version of which segment is changed, and when; `version` null: whatever it is by now. */
export interface SegmentTarget {
  readonly id: string;
  readonly version: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Stores a new segment, under an id (UUIDv7) made by the caller. */
export async function insertSegment(
  knex: Knex,
  tenant: TenantContext,
  { id, at, name, rule }: SegmentFacts & { readonly id: string; readonly at: number },
): Promise<Segment> {
  const { businessId } = tenant;
  const row = { id, businessId, name, rule, version: 1, createdAt: at, updatedAt: at };
  await SegmentModel.query(knex).insert(row);
  return row;
}

/** One segment of the tenant; null if there is none, or no longer. */
export async function findSegment(knex: Knex, tenant: TenantContext, id: string): Promise<Segment | null> {
  const row = await SegmentModel.query(knex).findOne({ ...of(tenant), id });
  return row?.toSegment() ?? null;
}

/** Segments of the tenant, the latest first. */
export async function listSegments(
  knex: Knex,
  tenant: TenantContext,
  stretch: Stretch,
): Promise<Listed<Segment>> {
  const matching = knex('segments').where(of(tenant)).select({
    id: 'id',
    businessId: 'business_id',
    name: 'name',
    rule: 'rule',
    version: 'version',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  });
  return listById(knex, matching, 'id', stretch);
}

/** Changes what is given of a segment; what is undefined stays. */
export function updateSegment(
  knex: Knex,
  tenant: TenantContext,
  target: SegmentTarget,
  { name, rule }: { readonly [K in keyof SegmentFacts]?: SegmentFacts[K] | undefined },
): Promise<SegmentChange> {
  return change(knex, tenant, target, {
    ...(name === undefined ? {} : { name }),
    ...(rule === undefined ? {} : { rule }),
  });
}

/** Deletes a segment. Its row stays, for whoever asks later why someone did or did not earn. */
export function deleteSegment(
  knex: Knex,
  tenant: TenantContext,
  target: SegmentTarget,
): Promise<SegmentChange> {
  return change(knex, tenant, target, { deletedAt: target.at });
}

async function change(
  knex: Knex,
  tenant: TenantContext,
  { id, version, at }: SegmentTarget,
  changes: Partial<SegmentFacts> & { readonly deletedAt?: number },
): Promise<SegmentChange> {
  const [row] = await SegmentModel.query(knex)
    .where({ ...of(tenant), id, ...(version === null ? {} : { version }) })
    .patch({ ...changes, updatedAt: at, version: SegmentModel.raw('version + 1') })
    .returning('*');
  if (row !== undefined) return { outcome: 'done', segment: row.toSegment() };
  const current = await findSegment(knex, tenant, id);
  return current === null
    ? { outcome: 'not_found' }
    : { outcome: 'version_conflict', version: current.version };
}

function of({ businessId }: TenantContext) {
  return { business_id: businessId, deleted_at: null };
}
