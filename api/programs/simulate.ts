import { setImmediate as rest } from 'node:timers/promises';
import { simulate, SimulationTooLarge } from '../../domain/ledger/simulate';
import { SimulatedDays } from '../../domain/ledger/simulated-days';
import { findProgram } from '../../db/programs/find-program';
import type { ProgramDefinition } from '../../domain/program/program';
import { checkBody } from '../ledger/check-body';
import { type Call, defineRoute } from '../route';
import { meaningFault, refusalOf } from './faults';
import { readCandidateIn } from './read-candidate';
import { readPurchases, readUntil, type SimulateBody, simulateBody } from './simulate-body';
import { simulateExample } from './simulate-example';

/** Steps after which other requests have their turn. */
const stepsAtOnce = 25;

export const simulateRoute = defineRoute({
  method: 'POST',
  path: '/programs/simulate',
  operationId: 'simulateProgram',
  tag: 'Programs',
  summary: 'Try out a program with purchases',
  description: [
    'Plays up to 1,000 purchases of one customer through the code that records real ones, and answers day by day in the',
    "program's zone: what each purchase earned or why not, what expired, how tiers changed, where the customer stands at",
    'the end of the day. Days on which nothing happens are left out. The customer is enrolled from the beginning, belongs',
    'to the segments of the program and to no other program. Nothing is stored.',
  ].join(' '),
  scope: 'loyalty:read',
  idempotent: true,
  body: { schema: 'Simulate', required: true, examples: simulateExample },
  responses: {
    200: { description: 'What would happen', schema: 'Simulation', headers: ['Idempotent-Replayed'] },
  },
  problems: ['validation_failed', 'business_not_found'],
  async handler(call) {
    const body = checkBody(call.body, simulateBody);
    const definition = await definitionOf(call, body);
    const purchases = await readPurchases(call, body);
    const steps = simulate(definition, purchases, readUntil(body, purchases));
    const days = new SimulatedDays(definition);
    try {
      let taken = 0;
      for (const step of steps) {
        days.take(step);
        if ((taken += 1) % stepsAtOnce === 0) await rest();
      }
    } catch (error) {
      if (!(error instanceof SimulationTooLarge)) throw error;
      const message = `Transactions must not give more than ${error.rewards} rewards that are held at once`;
      throw refusalOf([meaningFault('/transactions', 'too_many_rewards', message)]);
    }
    const { currency, timezone } = definition;
    return { status: 200, body: { currency, timezone, ...days.close() } };
  },
});

async function definitionOf(call: Call, { programId }: SimulateBody): Promise<ProgramDefinition> {
  if (programId === undefined) return readCandidateIn(call, 'program');
  const stored = await findProgram(call.deps.knex, call.tenant, programId);
  if (stored !== null && stored.deletedAt === null) return stored;
  throw refusalOf([meaningFault('/programId', 'unknown_program', 'Program must be one of your business')]);
}
