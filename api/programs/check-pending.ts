import { iso } from '../../domain/program/iso';
import type { Program, ProgramDefinition } from '../../domain/program/program';
import type { ScheduledChange } from '../../domain/program/scheduled-change';
import { editBody } from './body-schema';
import { checkDefinition } from './check-definition';
import { checkShape } from './check-shape';
import { type Fault, meaningFault } from './faults';
import { definitionBody } from './stored-body';

/**
 * A fault for the first pending change that could not come into force if the program were defined like this: every
 * change is checked as an edit at its instant would be, on top of those before it.
 * @param program settled; its pending changes count, not its definition
 */
export function checkPending(program: Program, definition: ProgramDefinition): Fault[] {
  let then = definition;
  for (const change of program.scheduledChanges) {
    const next = { ...then, ...change.definition };
    const reason = whyNot(program, then, next, change);
    if (reason !== null) return [conflict(change, reason)];
    then = next;
  }
  return [];
}

function whyNot(
  program: Program,
  before: ProgramDefinition,
  after: ProgramDefinition,
  { at }: ScheduledChange,
): string | null {
  if (before.endsAt !== null && before.endsAt <= at) return 'the program would have ended by then';
  const shape = checkShape(definitionBody({ ...program, ...after }), editBody);
  const [fault] = checkDefinition(shape, { defaults: after, now: at, live: true }).faults;
  return fault?.message ?? null;
}

function conflict({ id, at }: ScheduledChange, reason: string): Fault {
  const message = `The change ${id}, scheduled for ${iso(at)}, could not come into force any more (${reason}): cancel it first`;
  return meaningFault('', 'scheduled_change_conflict', message);
}
