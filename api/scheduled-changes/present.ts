import type { ScheduledChange } from '../../domain/program/scheduled-change';
import { iso } from '../../domain/program/iso';

/** A scheduled change as the API shows it. */
export function presentScheduledChange({ id, at, actor, definition, createdAt }: ScheduledChange) {
  const { startsAt, endsAt, ...others } = definition;
  return {
    id,
    at: iso(at),
    changes: {
      ...others,
      ...(startsAt === undefined ? {} : { startsAt: iso(startsAt) }),
      ...(endsAt === undefined ? {} : { endsAt: iso(endsAt) }),
    },
    requestedBy: actor,
    createdAt: iso(createdAt),
  };
}
