import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import { v7 as newId } from 'uuid';
import type { CommandName } from '../../domain/program/commands';
import type { Program } from '../../domain/program/program';
import { statusAt } from '../../domain/program/status';
import {
  type CommandInput,
  type CommandResult,
  commandUpdates,
  programWorkflowId,
  programWorkflowType,
} from '../../workflows/program.messages';
import { programStartOptions } from '../../workflows/program-start.messages';
import type { InFlight } from './in-flight';

/** Sends lifecycle commands to the program's workflow. */
export interface ProgramCommands {
  /** Resolves with what became of the command; CommandOutcomeUnknown when Temporal did not say in time. */
  send(name: CommandName, program: Program, input: CommandInput): Promise<CommandResult>;
}

/** The command may have been applied, or still be. Sending it again with the same id is harmless. */
export class CommandOutcomeUnknown extends Error {
  constructor(name: CommandName, cause: unknown) {
    super(`the outcome of ${name} is unknown`, { cause });
    this.name = 'CommandOutcomeUnknown';
  }
}

/** Commands through `client`, each answered within `timeoutMs`. */
export function createProgramCommands(
  client: Client,
  inFlight: InFlight,
  timeoutMs: number,
): ProgramCommands {
  return {
    async send(name, program, input) {
      try {
        return await inFlight.run(() =>
          client.withDeadline(Date.now() + timeoutMs, () => execute(client, name, program, input)),
        );
      } catch (error) {
        throw new CommandOutcomeUnknown(name, error);
      }
    },
  };
}

/** The workflow nearly always runs; one that finished, or that nobody has started yet, is started with the update. */
async function execute(
  client: Client,
  name: CommandName,
  program: Program,
  input: CommandInput,
): Promise<CommandResult> {
  const update = commandUpdates[name];
  // Temporal would answer a repeated update id with its first outcome, a refusal too, however much has changed since.
  // That a command is applied once is seen to by the unique command id in Postgres.
  const updateId = newId();
  try {
    return await client.workflow
      .getHandle(programWorkflowId(program.id))
      .executeUpdate(update, { args: [input], updateId });
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return client.workflow.executeUpdateWithStart(update, {
      args: [input],
      updateId,
      startWorkflowOperation: new WithStartWorkflowOperation(programWorkflowType, {
        ...programStartOptions(program, statusAt(program, Date.now())),
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  }
}
