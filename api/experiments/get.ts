import type { Knex } from 'knex';
import type { Experiment } from '../../db/experiments/experiment';
import { findExperiment } from '../../db/experiments/experiment-store';
import { variantTotals } from '../../db/experiments/results';
import { compareVariants } from '../../domain/experiments/compare';
import { notFound } from '../problem';
import { readPrograms } from '../programs/read-source';
import { type Call, defineRoute } from '../route';
import { experimentId } from './experiment-id';
import { presentExperiment } from './present';
import { presentResults } from './present-results';

export const getExperimentRoute = defineRoute({
  method: 'GET',
  path: '/experiments/{id}',
  operationId: 'getExperiment',
  tag: 'Experiments',
  summary: 'Get one experiment',
  scope: 'loyalty:read',
  params: experimentId,
  responses: { 200: { description: 'The experiment', schema: 'Experiment', headers: ['X-Read-Only'] } },
  problems: ['experiment_not_found'],
  async handler(call) {
    const { value, headers } = await readPrograms(call.deps, (knex) => find(call, knex));
    return { status: 200, body: presentExperiment(value), headers };
  },
});

export const experimentResultsRoute = defineRoute({
  method: 'GET',
  path: '/experiments/{id}/results',
  operationId: 'getExperimentResults',
  tag: 'Experiments',
  summary: 'Get what an experiment has shown',
  description: [
    'What the customers of each variant did from its start to its end, or until now; how much better or worse that is than',
    'the control, with the interval that holds the true difference in 95 of 100 experiments; and who wins. A winner is only',
    'named when chance does not explain the difference: while the experiment runs it must be overwhelming, since whoever',
    'looks often sees chance at work.',
  ].join(' '),
  scope: 'loyalty:read',
  params: experimentId,
  responses: { 200: { description: 'The results', schema: 'ExperimentResults', headers: ['X-Read-Only'] } },
  problems: ['experiment_not_found'],
  async handler(call) {
    const { value, headers } = await readPrograms(call.deps, async (knex) => {
      const experiment = await find(call, knex);
      return { experiment, totals: await variantTotals(knex, call.tenant, experiment, call.now) };
    });
    const { experiment, totals } = value;
    const { metric, status, variants } = experiment;
    const control = variants.find((variant) => variant.control === true)?.name ?? '';
    const results = compareVariants(totals, { metric, control, interim: status === 'RUNNING' });
    return { status: 200, body: presentResults(experiment, results, call.now), headers };
  },
});

async function find({ tenant, params, now }: Call, knex: Knex): Promise<Experiment> {
  const experiment = await findExperiment(knex, tenant, params.id ?? '', now);
  if (experiment === null) throw notFound('experiment_not_found');
  return experiment;
}
