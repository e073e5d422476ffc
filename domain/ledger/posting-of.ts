import type { AccountDraft } from './account-draft';
import type { Posting } from './posting';

/** Joins drafts into one posting. Drafts that changed nothing leave no trace but the version they rest on. */
export function postingOf(drafts: readonly AccountDraft[], rest: Partial<Posting> = {}): Posting {
  const changed = drafts.filter((draft) => draft.changed);
  return {
    ...rest,
    programs: rest.programs ?? drafts.map(({ program }) => ({ id: program.id, version: program.version })),
    accounts: changed.map((draft) => draft.update()),
    entries: changed.flatMap((draft) => draft.entries),
    lots: changed.flatMap((draft) => draft.lotUpdates()),
    rewards: changed.flatMap((draft) => draft.rewardUpdates()),
    events: [...(rest.events ?? []), ...changed.flatMap((draft) => draft.events)],
  };
}
