import type { ProgramDefinition } from '../../../domain/program/program';
import { neverOpen } from './never-open';
import { noLocation } from './no-location';
import { overlappingSchedule } from './overlapping-schedule';
import { similarProgram } from './similar-program';
import { startInThePast } from './start-in-the-past';
import { unreachableReward } from './unreachable-reward';
import type { Warning, WarningCheck, WarningContext } from './warning';

/** All that is warned of, in this order. */
const checks: readonly WarningCheck[] = [
  startInThePast,
  noLocation,
  neverOpen,
  unreachableReward,
  similarProgram,
  overlappingSchedule,
];

/** Every code of a warning, for the API description. */
export const warningCodes = [
  'start_in_the_past',
  'no_location',
  'never_open',
  'unreachable_reward',
  'similar_program',
  'overlapping_schedule',
] as const;

/** More warnings than this are not listed: nobody reads them. */
const mostWarnings = 50;

/** What an owner should know of a valid definition. Pure. */
export function warningsOf(definition: ProgramDefinition, context: WarningContext): Warning[] {
  return checks.flatMap((check) => check(definition, context)).slice(0, mostWarnings);
}
