import { nextAlarm } from '../../domain/program/alarm';
import type { Program } from '../../domain/program/program';
import { cacheOf } from './cache';
import type { Call } from '../route';

/** A program before and after a change that is stored. */
export interface Moved {
  readonly before: Program;
  readonly after: Program;
}

/** Keeps the changed program for bad times, and wakes its workflow if it has something else to wait for now. */
export function tellOf({ deps }: Call, { before, after }: Moved): void {
  cacheOf(deps).remember(after);
  if (nextAlarm(before) !== nextAlarm(after)) deps.temporal.nudger.nudge(after);
}
