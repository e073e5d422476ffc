import type { Knex } from 'knex';
import { v7 as newId } from 'uuid';
import type { Experiment } from '../../db/experiments/experiment';
import { insertExperiment } from '../../db/experiments/experiment-store';
import { lockProgram, saveProgram } from '../../db/programs/program-store';
import { changesUnderTest } from '../../domain/experiments/frozen-fields';
import { startExperiment } from '../../domain/experiments/start-and-end';
import { settle } from '../../domain/program/due';
import type { Program } from '../../domain/program/program';
import { statusAt } from '../../domain/program/status';
import { iso } from '../../domain/program/view';
import { keepReply } from '../keep-reply';
import { basePath } from '../base-path';
import { notFound, Problem } from '../problem';
import { requireVersion } from '../programs/etag';
import { programId } from '../programs/program-id';
import { type Call, defineRoute, type Reply } from '../route';
import { checkStart } from './check-start';
import { presentExperiment } from './present';
import { type Moved, tellOf } from '../programs/tell-of';

export const startExperimentRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/experiments',
  operationId: 'startExperiment',
  tag: 'Experiments',
  summary: 'Try out variants of the rule beside each other',
  description: [
    'Two to four variants of `ruleConfig`, one of them the control, whose weights add up to 100. From now on every customer',
    'is under one of them, always the same. While it runs the rule type, the rule config and the currency of the program',
    'stay as they are. A program has one running experiment at a time. `If-Match` is about the program.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  conditional: true,
  params: programId,
  body: { schema: 'ExperimentCreate', required: true },
  responses: {
    201: {
      description: 'The experiment, running',
      schema: 'Experiment',
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: [
    'program_not_found',
    'validation_failed',
    'program_ended',
    'experiment_running',
    'config_change_scheduled',
    'stale_version',
    'invalid_if_match',
  ],
  headersOf: ({ body }) => ({ Location: `${basePath}/experiments/${(body as { id: string }).id}` }),
  async handler(call) {
    const { reply, ...moved } = await call.deps.knex.transaction((trx) => start(trx, call));
    tellOf(call, moved);
    return reply;
  },
});

async function start(trx: Knex.Transaction, call: Call): Promise<Moved & { readonly reply: Reply }> {
  const { tenant, params, now } = call;
  const before = await lockProgram(trx, tenant, params.id ?? '');
  if (before === null || before.deletedAt !== null) throw notFound('program_not_found');
  requireVersion(call.headers['if-match'], before.version);
  const { program } = settle(before, now);
  const wanted = checkStart(call.body, program);
  requireFree(program, now);
  const id = newId();
  const { variants } = wanted;
  const change = startExperiment(before, { id, variants }, { actor: tenant.actor, at: now });
  const { currency, updatedAt: startedAt } = change.program;
  const facts = { ...wanted, id, programId: before.id, startedAt };
  await insertExperiment(trx, tenant, facts);
  await saveProgram(trx, change);
  const experiment: Experiment = {
    ...facts,
    businessId: tenant.businessId,
    status: 'RUNNING',
    endedAt: null,
    promoted: null,
    currency,
  };
  const reply = { status: 201, body: presentExperiment(experiment) };
  await keepReply(trx, call, reply);
  return { before, after: change.program, reply };
}

/** Refuses a program on which no experiment can start. */
function requireFree(program: Program, now: number): void {
  if (statusAt(program, now) === 'ENDED') {
    throw new Problem('program_ended', 'The program has ended: nothing can be tried out any more.');
  }
  if (program.experiment !== null) {
    const detail = `Experiment ${program.experiment.id} runs on the program: end it first.`;
    throw new Problem('experiment_running', detail);
  }
  const next = program.scheduledChanges.find(
    ({ definition }) => changesUnderTest(program, definition).length > 0,
  );
  if (next === undefined) return;
  const detail = `A change of the rule is scheduled for ${iso(next.at)}: cancel it, or start the experiment after it.`;
  throw new Problem('config_change_scheduled', detail);
}
