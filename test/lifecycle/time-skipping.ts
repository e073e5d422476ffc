import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { type Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import type { ProgramActivities } from '../../activities';
import type { CommandName } from '../../domain/program/commands';
import type { Program } from '../../domain/program/program';
import { statusAt } from '../../domain/program/status';
import { bundleWorkflows } from '../../worker/bundle';
import {
  type CommandResult,
  commandUpdates,
  programTaskQueue,
  programWorkflowId,
  programWorkflowType,
  type ProgramWorkflowInput,
  revisedSignal,
  searchAttributeNames,
} from '../../workflows/program.messages';
import { programStartOptions } from '../../workflows/program-start.messages';
import { recordHistory } from './record-history';
import { type ControlPlane, createControlPlane } from '../support/control-plane';

const keyword = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/** A server whose clock can be moved, a worker on it, and the parts around. */
export interface TimeSkipping {
  readonly plane: ControlPlane;
  readonly client: Client;
  /** Milliseconds, by the server's clock. */
  now(): Promise<number>;
  /** Lets time pass on the server. */
  pass(ms: number): Promise<void>;
  /** Starts or wakes the program's workflow, as the API does after a create or an edit. */
  nudge(program: Program, input?: Partial<ProgramWorkflowInput>): Promise<void>;
  handle(program: Program): WorkflowHandle;
  send(program: Program, name: CommandName, commandId: string): Promise<CommandResult>;
  /** Ends every workflow that still runs. */
  endAll(): Promise<void>;
  close(): Promise<void>;
}

/** @param sabotage replaces activities, to make them fail where a test wants it. */
export async function createTimeSkipping(
  maxCachedWorkflows: number,
  sabotage: (activities: ProgramActivities) => ProgramActivities = (activities) => activities,
): Promise<TimeSkipping> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const env = await startServer();
  const [plane, code] = await Promise.all([createControlPlane(), bundleWorkflows()]);
  await env.nativeConnection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.values(searchAttributeNames).map((name) => [name, keyword])),
  });
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: programTaskQueue,
    workflowBundle: { code },
    activities: sabotage(plane.activities),
    maxCachedWorkflows,
  });
  const running = worker.run();
  const { client } = env;
  /** Run with which each program's workflow began. */
  const firstRuns = new Map<Program, string>();
  const handle = (program: Program) => client.workflow.getHandle(programWorkflowId(program.id));

  return {
    plane,
    client,
    now: () => env.currentTimeMs(),
    pass: (ms) => env.sleep(ms),
    async nudge(program, input = {}) {
      const options = programStartOptions(program, statusAt(program, Date.now()));
      const { signaledRunId } = await client.workflow.signalWithStart(programWorkflowType, {
        ...options,
        args: [{ ...options.args[0], ...input }],
        signal: revisedSignal,
      });
      if (!firstRuns.has(program)) firstRuns.set(program, signaledRunId);
    },
    handle,
    send: (program, name, commandId) =>
      handle(program).executeUpdate(commandUpdates[name], {
        args: [{ commandId, actor: 'user:ann' }],
        updateId: commandId,
      }),
    async endAll() {
      for (const [program, runId] of firstRuns) {
        await recordHistory(client.workflow.getHandle(programWorkflowId(program.id), runId));
        await handle(program).terminate().catch(ignoreMissing);
      }
      firstRuns.clear();
    },
    async close() {
      worker.shutdown();
      await running;
      await env.teardown();
      await plane.close();
    },
  };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}

const startPatienceMs = 120_000;

/** The SDK gives the server five seconds to start, which a busy machine can miss: it is tried again. */
async function startServer(deadline = Date.now() + startPatienceMs): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEMPORAL_TEST_SERVER;
  if (!path) throw new Error('TEMPORAL_TEST_SERVER is not set: run the tests by `npm test -- <path>`');
  const server = { executable: { type: 'existing-path', path } } as const;
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({ server });
  } catch (error) {
    if (Date.now() > deadline) throw error;
    return startServer(deadline);
  }
}
