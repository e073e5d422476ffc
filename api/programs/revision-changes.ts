import type { RecordedRevision } from '../../db/programs/list-revisions';
import { type Difference, differences } from '../../domain/differences';
import type { ProgramStatus } from '../../domain/program/program';
import { presentProgram, type ProgramView } from '../../domain/program/view';

/**
 * What a revision changed, in the words of the API: fields of the definition, deep within config and schedule, and
 * facts of the lifecycle. Nothing for the first one, which has nothing before it.
 */
export function changesOf(revision: RecordedRevision, before: RecordedRevision | undefined): Difference[] {
  if (before === undefined || revision.previousStatus === null) return [];
  const { occurredAt, previousStatus } = revision;
  const from = presentProgram(before.program, occurredAt);
  const to = presentProgram(revision.program, occurredAt);
  // The status before is the one that was recorded: the clock alone may have moved it since the last revision.
  return differences(comparable(from, previousStatus), comparable(to, to.status));
}

/** Without what no revision changes, and what every one does or the clock derives. */
function comparable(view: ProgramView, status: ProgramStatus): object {
  const {
    id: _id,
    businessId: _businessId,
    version: _version,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    earning: _earning,
    earningReason: _reason,
    ...rest
  } = view;
  return { ...rest, status };
}
