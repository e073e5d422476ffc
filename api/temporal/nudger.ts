import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Program } from '../../domain/program/program';
import { statusAt } from '../../domain/program/status';
import { programWorkflowType, revisedSignal } from '../../workflows/program.messages';
import { programStartOptions } from '../../workflows/program-start.messages';
import type { InFlight } from './in-flight';
import { spareTime } from './spare-time';

/** Tells workflows, after the answer was given, that their program was created or its alarm moved. */
export interface Nudger {
  /** Never waits and never fails. A nudge that is dropped or lost is made good by the worker's sweeper. */
  nudge(program: Program): void;
  /** Waits until nothing is queued or in flight, for at most `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
  stop(): void;
}

const mostInFlight = 8;
const mostQueued = 10_000;
const signalTimeoutMs = 5_000;
/** Under lasting load each lane tells one workflow in so long, and the sweeper the others. */
const longestYieldMs = 1_500;
/** Between failures, so that an absent Temporal costs nothing worth naming. */
const restAfterFailureMs = 500;

/** A bounded queue in front of `signalWithStart`. */
export function createNudger(client: Client, inFlight: InFlight, logger: Logger): Nudger {
  const queue = new Map<string, Program>();
  const state = { lanes: 0, stopped: false };

  async function signal(program: Program): Promise<void> {
    await client.withDeadline(Date.now() + signalTimeoutMs, () =>
      client.workflow.signalWithStart(programWorkflowType, {
        ...programStartOptions(program, statusAt(program, Date.now())),
        signal: revisedSignal,
      }),
    );
  }

  async function lane(): Promise<void> {
    while (!state.stopped) {
      // Starting a workflow costs the machine ten times what the request did: in a burst, answers go first.
      await spareTime(longestYieldMs);
      const next = queue.values().next();
      if (next.done) return;
      queue.delete(next.value.id);
      try {
        await inFlight.run(() => signal(next.value));
      } catch (error) {
        logger.warn({ err: error, programId: next.value.id }, 'workflow not told; the sweeper will');
        await new Promise((resolve) => setTimeout(resolve, restAfterFailureMs).unref());
      }
    }
  }

  function start(): void {
    if (state.lanes >= mostInFlight) return;
    state.lanes += 1;
    void lane().finally(() => {
      state.lanes -= 1;
    });
  }

  return {
    nudge(program) {
      if (state.stopped || queue.size >= mostQueued) return;
      queue.set(program.id, program);
      start();
    },
    async drain(timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      while (state.lanes > 0 && !state.stopped && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop() {
      state.stopped = true;
      queue.clear();
    },
  };
}
