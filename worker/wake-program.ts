import type { Client } from '@temporalio/client';
import { statusAt } from '../domain/program/status';
import { programWorkflowType, revisedSignal } from '../workflows/program.messages';
import { programStartOptions, type StartedProgram } from '../workflows/program-start.messages';

const signalTimeoutMs = 5_000;

/** Starts or wakes the workflow of a program; rejects when Temporal does not take it in time. */
export async function wakeProgram(
  client: Pick<Client, 'workflow' | 'withDeadline'>,
  program: StartedProgram,
): Promise<void> {
  await client.withDeadline(Date.now() + signalTimeoutMs, () =>
    client.workflow.signalWithStart(programWorkflowType, {
      ...programStartOptions(program, statusAt(program, Date.now())),
      signal: revisedSignal,
    }),
  );
}
