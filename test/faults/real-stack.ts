import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { ProgramActivities } from '../../activities';
import { createWakePrograms } from '../../activities/bulk-wake';
import type { CommandName } from '../../domain/program/commands';
import type { Program } from '../../domain/program/program';
import { statusAt } from '../../domain/program/status';
import { startBackground } from '../../worker/background';
import { bundleWorkflows } from '../../worker/bundle';
import { wakeProgram } from '../../worker/wake-program';
import {
  type CommandResult,
  commandUpdates,
  programTaskQueue,
  programWorkflowId,
  programWorkflowType,
  revisedSignal,
} from '../../workflows/program.messages';
import { programStartOptions } from '../../workflows/program-start.messages';
import { type ControlPlane, createControlPlane, silent } from '../support/control-plane';

/** What a test wants to differ from the product. */
export interface StackWishes {
  readonly redisUrl?: string;
  /** Replaces activities, to make them fail where a test wants it. */
  readonly sabotage?: (activities: ProgramActivities) => ProgramActivities;
  /** Without relay and sweeper only the workflow itself acts. */
  readonly background?: boolean;
}

/** Worker, relay and sweeper in this process, against a real Temporal server. */
export interface RealStack {
  readonly plane: ControlPlane;
  readonly client: Client;
  /** Programs that the sweeper has seen to. */
  readonly mended: string[];
  nudge(program: Program): Promise<void>;
  send(program: Program, name: CommandName, commandId?: string): Promise<CommandResult>;
  handle(program: Program): WorkflowHandle;
  close(): Promise<void>;
}

export async function startRealStack(port: number, wishes: StackWishes = {}): Promise<RealStack> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const [plane, code] = await Promise.all([createControlPlane(wishes.redisUrl), bundleWorkflows()]);
  const connection = await NativeConnection.connect({ address: `127.0.0.1:${port}` });
  const client = new Client({ connection });
  const activities = {
    ...plane.activities,
    wakePrograms: createWakePrograms({ ...plane, wake: (program) => wakeProgram(client, program) }),
  };
  const worker = await Worker.create({
    connection,
    taskQueue: programTaskQueue,
    workflowBundle: { code },
    activities: wishes.sabotage?.(activities) ?? activities,
  });
  const running = worker.run();
  const mended: string[] = [];
  const background =
    wishes.background === false
      ? null
      : startBackground({
          config: { relayIntervalMs: 50, sweepIntervalMs: 200, overdueAfterMs: 1_000 },
          knex: plane.knex,
          client,
          publisher: plane.publisher,
          logger: silent,
          mended: (program) => mended.push(program.id),
        });
  const handle = (program: Program) => client.workflow.getHandle(programWorkflowId(program.id));

  return {
    plane,
    client,
    mended,
    handle,
    async nudge(program) {
      const options = programStartOptions(program, statusAt(program, Date.now()));
      await client.workflow.signalWithStart(programWorkflowType, { ...options, signal: revisedSignal });
    },
    send: (program, name, commandId = randomUUID()) =>
      handle(program).executeUpdate(commandUpdates[name], {
        args: [{ commandId, actor: 'user:ann' }],
        updateId: commandId,
      }),
    async close() {
      worker.shutdown();
      await running;
      await background?.stop();
      await connection.close();
      await plane.close();
    },
  };
}
