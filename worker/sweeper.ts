import type { Client } from '@temporalio/client';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { exclusively } from '../db/exclusively';
import { type NeglectedProgram, neglectedPrograms } from '../db/programs/neglected-programs';
import { inLanes } from '../activities/in-lanes';
import { createRecentIds } from './recent-ids';
import { repeat, type Repetition } from './repeat';
import { wakeProgram } from './wake-program';

export interface SweeperSettings {
  readonly knex: Knex;
  readonly client: Pick<Client, 'workflow' | 'withDeadline'>;
  readonly logger: Logger;
  readonly intervalMs: number;
  /** An acknowledged alarm that is late by more than this is taken for lost. */
  readonly overdueByMs: number;
  /** Told about each program whose workflow was started or woken; for metrics. */
  readonly mended?: (program: NeglectedProgram) => void;
}

/**
 * The usual nudge of the API goes first, which in a burst waits behind hundreds of others: a row is looked at when it has
 * been left alone for so long. Sooner, both would wake the same workflows.
 */
const longestNudgeMs = 5_000;
/** A program that was seen to is not looked at again for so long: its workflow may have to wait for its turn. */
const patienceMs = 20_000;
const programsPerSweep = 300;
/** Low, so that mending thousands of programs leaves Temporal room for its work. */
const lanes = 8;

/**
 * Finds programs whose workflow does not know their alarm or has not acted on it, and starts or wakes it. This one
 * thing mends an API that died between its commit and its signal, a lost signal, a terminated workflow and a Temporal
 * cluster that was restored empty. Several may run at once: one of them sweeps.
 */
export function startSweeper(settings: SweeperSettings): Repetition {
  const { knex, client, logger, intervalMs, overdueByMs } = settings;
  const recent = createRecentIds(patienceMs);

  async function mend(program: NeglectedProgram): Promise<void> {
    await wakeProgram(client, program);
    recent.add(program.id);
    logger.info({ programId: program.id }, 'mended: workflow started or woken');
    settings.mended?.(program);
  }

  async function sweep(signal: AbortSignal): Promise<void> {
    const unacknowledgedForMs = Math.min(longestNudgeMs, overdueByMs);
    const neglect = { unacknowledgedForMs, overdueByMs, except: recent.ids(), limit: programsPerSweep };
    const programs = await neglectedPrograms(knex, neglect);
    await inLanes(lanes, programs, mend, signal);
  }

  return repeat({
    name: 'sweeper',
    intervalMs,
    logger,
    run: async (signal) => {
      await exclusively(knex, 'sweep', () => sweep(signal));
      return false;
    },
  });
}
