import type { Segment } from '../../db/segments/segment-model';
import { iso } from '../../domain/program/view';

/** A segment as the API shows it. */
export function presentSegment({ id, name, rule, version, createdAt, updatedAt }: Segment) {
  return { id, name, rule, version, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}
