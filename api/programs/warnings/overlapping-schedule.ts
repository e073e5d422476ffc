import type { Program, ProgramDefinition } from '../../../domain/program/program';
import { iso } from '../../../domain/program/view';
import { statusAt } from '../../../domain/program/status';
import { type EdgeBudget, firstOverlap, openTime, OutOfEdges } from '../../../domain/schedule/open-time';
import { collectTwice, runsWithin } from './similar';
import type { WarningCheck, WarningContext } from './warning';

/**
 * A similar program whose windows meet those of this one within a year. Where neither has a schedule and the other is
 * active already, `similar_program` has said it.
 */
export const overlappingSchedule: WarningCheck = (definition, context) => {
  const candidates = context.others.filter(
    (other) => collectTwice(definition, other) && !saidAlready(definition, other, context),
  );
  const budget = { edges: context.mostEdges };
  try {
    return candidates.flatMap((other) => {
      const at = firstMeeting(definition, other, context.now, budget);
      if (at === null) return [];
      const { id, name } = other;
      return [
        {
          pointer: definition.schedule === null ? '/startsAt' : '/schedule',
          code: 'overlapping_schedule',
          message: `It is open at the same time as "${name}", which counts alike at a shared location: first at ${iso(at)}`,
          program: { id, name },
        },
      ];
    });
  } catch (error) {
    // So many windows that nobody can say in good time: then nothing is said.
    if (error instanceof OutOfEdges) return [];
    throw error;
  }
};

function saidAlready(definition: ProgramDefinition, other: Program, { now }: WarningContext): boolean {
  return definition.schedule === null && other.schedule === null && statusAt(other, now) === 'ACTIVE';
}

function firstMeeting(
  definition: ProgramDefinition,
  other: Program,
  now: number,
  budget: EdgeBudget,
): number | null {
  const [own, its] = [definition, other].map(({ schedule, timezone, ...dates }) =>
    openTime(schedule, timezone, runsWithin(dates, now), budget),
  );
  return own === undefined || its === undefined ? null : firstOverlap(own, its);
}
