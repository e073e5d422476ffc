import type { ProgramPlan } from '../activities/program-plan';
import { iso } from '../domain/program/iso';
import type { ProgramWorkflowState } from './program.messages';

/** What an operator reads about a program in the Temporal Web UI; Markdown. */
export function programDetails({ program }: ProgramPlan, last: ProgramWorkflowState['lastCommand']): string {
  if (program === null) return 'The database holds no such program.';
  const next = program.timeline[0];
  return [
    `**${program.status}** (version ${program.version}, ${program.ruleType})`,
    next === undefined ? 'Next: nothing planned' : `Next: ${next.kind} at ${iso(next.at)}`,
    last === null ? 'Last command: none' : `Last command: ${last.name}, ${last.outcome}, at ${iso(last.at)}`,
  ].join('\n\n');
}
