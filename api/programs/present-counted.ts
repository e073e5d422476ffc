import type { ProgramTotals } from '../../db/analytics/program-totals';
import type { Instant, Program } from '../../domain/program/program';
import { presentProgram } from '../../domain/program/view';

/** A program as reads show it: with the numbers of its customers, where they are known. */
export function presentCounted(program: Program, totals: Partial<ProgramTotals>, now: Instant) {
  const { enrollmentCount, activeParticipants, totalRedemptions } = totals;
  return { ...presentProgram(program, now), enrollmentCount, activeParticipants, totalRedemptions };
}
