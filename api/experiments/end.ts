import type { Knex } from 'knex';
import type { Experiment } from '../../db/experiments/experiment';
import { endExperiment as storeEnd, findExperiment } from '../../db/experiments/experiment-store';
import { lockProgram, saveProgram } from '../../db/programs/program-store';
import { endExperiment } from '../../domain/experiments/start-and-end';
import type { Variant } from '../../domain/experiments/variant';
import type { Program } from '../../domain/program/program';
import type { Revision } from '../../domain/program/revision';
import { keepReply } from '../keep-reply';
import { checkBody } from '../ledger/check-body';
import { notFound, Problem } from '../problem';
import { requireVersion } from '../programs/etag';
import { meaningFault, refusalOf } from '../programs/faults';
import { type Call, defineRoute, type Reply } from '../route';
import { endBody } from './body';
import { experimentId } from './experiment-id';
import { presentExperiment } from './present';
import { type Moved, tellOf } from '../programs/tell-of';

export const endExperimentRoute = defineRoute({
  method: 'POST',
  path: '/experiments/{id}/end',
  operationId: 'endExperiment',
  tag: 'Experiments',
  summary: 'End an experiment',
  description: [
    "With `promote` the config of that variant becomes the program's, as a new version; without it everyone is under the",
    "program's own config again. What was earned stays. Repeating it answers 200 with the unchanged experiment. `If-Match`",
    'is about the program.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  conditional: true,
  params: experimentId,
  body: { schema: 'ExperimentEnd', required: false },
  responses: {
    200: { description: 'The experiment, ended', schema: 'Experiment', headers: ['Idempotent-Replayed'] },
  },
  problems: [
    'experiment_not_found',
    'validation_failed',
    'experiment_ended',
    'stale_version',
    'invalid_if_match',
  ],
  async handler(call) {
    const { deps, tenant, params, now } = call;
    const found = await findExperiment(deps.knex, tenant, params.id ?? '', now);
    if (found === null) throw notFound('experiment_not_found');
    const promoted = variantToPromote(call.body, found);
    const { reply, ...moved } = await deps.knex.transaction((trx) => end(trx, call, found, promoted));
    tellOf(call, moved);
    return reply;
  },
});

function variantToPromote(body: unknown, { variants }: Experiment): Variant | null {
  const { promote = null } = body === undefined ? {} : checkBody(body, endBody);
  const variant = variants.find(({ name }) => name === promote);
  if (promote === null || variant !== undefined) return variant ?? null;
  const names = variants.map(({ name }) => `"${name}"`).join(', ');
  throw refusalOf([meaningFault('/promote', 'unknown_variant', `Promote must be one of ${names}`)]);
}

/** The program is locked first: of two that end at once, the second finds it ended. */
async function end(
  trx: Knex.Transaction,
  call: Call,
  { id, programId }: Experiment,
  promoted: Variant | null,
): Promise<Moved & { readonly reply: Reply }> {
  const { tenant, now } = call;
  const before = (await lockProgram(trx, tenant, programId)) as Program;
  requireVersion(call.headers['if-match'], before.version);
  const experiment = (await findExperiment(trx, tenant, id, now)) as Experiment;
  const name = promoted?.name ?? null;
  if (experiment.status === 'ENDED') {
    requireSameEnd(experiment, name);
    return { before, after: before, reply: { status: 200, body: presentExperiment(experiment) } };
  }
  const change = endExperiment(before, promoted, { actor: tenant.actor, at: now });
  const { occurredAt } = change.revisions.find(({ kind }) => kind === 'experiment_ended') as Revision;
  await storeEnd(trx, tenant, { id, at: occurredAt, promoted: name });
  await saveProgram(trx, change);
  const body = presentExperiment({ ...experiment, status: 'ENDED', endedAt: occurredAt, promoted: name });
  const reply = { status: 200, body };
  await keepReply(trx, call, reply);
  return { before, after: change.program, reply };
}

/** An experiment ends once: it cannot be decided again. */
function requireSameEnd({ promoted }: Experiment, name: string | null): void {
  if (promoted === name) return;
  const how = promoted === null ? 'without a variant being promoted' : `and "${promoted}" was promoted`;
  throw new Problem(
    'experiment_ended',
    `The experiment has ended ${how}; edit the program's rule config instead.`,
  );
}
