import type { Instant } from '../program/program';
import { statusAt } from '../program/status';
import { isFor, noSegments, type Segments } from './eligibility';
import type { Decided } from './posting';
import { openState } from './rule-of';
import type { CustomerSheet } from './sheet';

/** What became of a wish to enrol. */
export type Enrolment =
  | { readonly outcome: 'enrolled' | 'already_enrolled'; readonly enrolledAt: Instant }
  | { readonly outcome: 'program_not_found' }
  | { readonly outcome: 'not_active' }
  | { readonly outcome: 'not_in_segment' }
  | { readonly outcome: 'before_start'; readonly startsAt: Instant | null };

/**
 * Opens an account for a customer, once, while the program is ACTIVE.
 * @param enrolledAt may lie in the past, for tills that were offline, but not before the program's start
 * @param segments those to which the customer belongs now, of those that the program names
 */
export function enrol(
  sheet: CustomerSheet,
  programId: string,
  enrolledAt: Instant,
  now: Instant,
  segments: Segments = noSegments,
): Decided<Enrolment> {
  const line = sheet.lines.find(({ program }) => program.id === programId);
  if (line === undefined || line.program.deletedAt !== null) return nothing({ outcome: 'program_not_found' });
  const { program, account } = line;
  if (account !== null) return nothing({ outcome: 'already_enrolled', enrolledAt: account.enrolledAt });
  if (statusAt(program, now) !== 'ACTIVE') return nothing({ outcome: 'not_active' });
  if (program.startsAt !== null && enrolledAt < program.startsAt) {
    return nothing({ outcome: 'before_start', startsAt: program.startsAt });
  }
  if (!isFor(program, segments)) return nothing({ outcome: 'not_in_segment' });
  return {
    answer: { outcome: 'enrolled', enrolledAt },
    posting: {
      programs: [{ id: program.id, version: program.version }],
      enrolments: [{ programId, enrolledAt, state: openState(program) }],
      events: [{ type: 'loyalty.customer.enrolled', at: enrolledAt, payload: { programId, enrolledAt } }],
    },
  };
}

function nothing(answer: Enrolment): Decided<Enrolment> {
  return { answer, posting: null };
}
