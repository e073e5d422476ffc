import type { Instant } from '../../domain/program/program';
import { presentProgram } from '../../domain/program/view';
import type { ReadProgram } from './read-program';

/** A program as reads show it: with the numbers of its customers, where they are known. */
export function presentCounted(program: ReadProgram, now: Instant) {
  const { enrollmentCount, activeParticipants, totalRedemptions } = program;
  return { ...presentProgram(program, now), enrollmentCount, activeParticipants, totalRedemptions };
}
