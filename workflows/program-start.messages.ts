import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { Program, ProgramStatus } from '../domain/program/program';
import type { StatusFacts } from '../domain/program/status';
import {
  programTaskQueue,
  programWorkflowId,
  type ProgramWorkflowInput,
  searchAttributeNames,
} from './program.messages';

/** What of a program its workflow is started with. */
export type StartedProgram = Pick<Program, 'id' | 'businessId' | 'name' | 'ruleType' | keyof StatusFacts>;

/** Longest summary that the server takes, in bytes. */
const summaryBytes = 200;

/**
 * How a program's workflow is started, by whoever finds that it is not running: the API and the sweeper pass this to
 * `signalWithStart` or, with a conflict policy of USE_EXISTING, to an update-with-start. The search attributes are
 * those that the workflow would set itself, so that it need not; its status is known to whoever has a clock.
 */
export function programStartOptions(program: StartedProgram, status: ProgramStatus) {
  const args: [ProgramWorkflowInput] = [{ programId: program.id, businessId: program.businessId }];
  return {
    workflowId: programWorkflowId(program.id),
    taskQueue: programTaskQueue,
    args,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: keyword(searchAttributeNames.business), value: program.businessId },
      { key: keyword(searchAttributeNames.status), value: status },
      { key: keyword(searchAttributeNames.ruleType), value: program.ruleType },
    ]),
    staticSummary: clip(`${program.name} (${program.ruleType})`, summaryBytes),
  };
}

function keyword(name: string) {
  return defineSearchAttributeKey(name, 'KEYWORD');
}

/** Cuts a text so that it fits into so many bytes of UTF-8, never within a character. */
function clip(text: string, bytes: number): string {
  let clipped = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    clipped += character;
  }
  return clipped;
}
