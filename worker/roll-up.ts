import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { realign, rollUp } from '../db/analytics/roll-up';
import { repeat, type Repetition } from './repeat';

const rollUpMs = 500;
const realignMs = 60_000;

/** Keeps the roll-up behind analytics close to the ledger. Any number of workers may do it: one works at a time. */
export function startRollUp({ knex, logger }: { knex: Knex; logger: Logger }): Repetition {
  const tasks = [
    repeat({ name: 'roll up the ledger', intervalMs: rollUpMs, logger, run: () => rollUp(knex) }),
    repeat({ name: 'follow changed time zones', intervalMs: realignMs, logger, run: () => realign(knex) }),
  ];
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}
