import type { RecordedRevision } from '../../db/programs/list-revisions';
import { type Difference, differences } from '../../domain/differences';
import type { Instant, Program } from '../../domain/program/program';
import { presentProgram } from '../../domain/program/view';
import { presentScheduledChange } from '../scheduled-changes/present';

/**
 * What a revision changed, in the words of the API: fields of the definition, deep within config and schedule, facts of
 * the lifecycle, and the edits that are scheduled. Nothing for the first one, which has nothing before it.
 */
export function changesOf(revision: RecordedRevision, before: RecordedRevision | undefined): Difference[] {
  if (before === undefined || revision.previousStatus === null) return [];
  const { occurredAt, previousStatus } = revision;
  const to = comparable(revision.program, occurredAt);
  // The status before is the one that was recorded: the clock alone may have moved it since the last revision.
  const from = { ...comparable(before.program, occurredAt), status: previousStatus };
  return differences(from, to);
}

/** Without what no revision changes, and what every one does or the clock derives. */
function comparable(program: Program, at: Instant): object {
  const {
    id: _id,
    businessId: _businessId,
    version: _version,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    earning: _earning,
    earningReason: _reason,
    ...rest
  } = presentProgram(program, at);
  return { ...rest, scheduledChanges: program.scheduledChanges.map(presentScheduledChange) };
}
