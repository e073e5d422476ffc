import type { ListedProgram } from '../../db/programs/list-programs';
import { runningExperiment } from '../../domain/experiments/running';
import type { Instant, Program } from '../../domain/program/program';
import { notEarningReason, statusAt } from '../../domain/program/status';
import { presentCounted } from './present-counted';

/** What of a listed program can change while its version stays. */
interface Written {
  readonly changing: string;
  readonly json: string;
}

const written = new WeakMap<Program, Written>();

/**
 * A listed program as JSON. Versions never change, so a version is written once and again only when the clock or its
 * customers change what is shown of it: writing twenty programs costs more than finding them.
 */
export function writtenListed({ program, totals }: ListedProgram, now: Instant): string {
  const facts = [statusAt(program, now), notEarningReason(program, now), runningExperiment(program, now)?.id];
  const changing = [...facts, ...Object.values(totals)].join();
  const known = written.get(program);
  if (known?.changing === changing) return known.json;
  const json = JSON.stringify(presentCounted(program, totals, now));
  written.set(program, { changing, json });
  return json;
}
