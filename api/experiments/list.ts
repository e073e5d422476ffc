import Joi from 'joi';
import { type ExperimentStatus, experimentStatuses } from '../../db/experiments/experiment';
import { listExperiments } from '../../db/experiments/experiment-store';
import { id } from '../ledger/fields';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { defineRoute } from '../route';
import { presentExperiment } from './present';

interface ExperimentsQuery extends PageQuery {
  readonly programId?: string;
  readonly status?: ExperimentStatus;
}

const query = Joi.object<ExperimentsQuery>({
  programId: id().description('Only experiments on this program.'),
  status: Joi.string()
    .valid(...experimentStatuses)
    .description('Only those that run, or only those that have ended.'),
  ...pageParameters,
});

export const listExperimentsRoute = defineRoute<ExperimentsQuery>({
  method: 'GET',
  path: '/experiments',
  operationId: 'listExperiments',
  tag: 'Experiments',
  summary: 'List experiments',
  description: 'The latest first. Go through long lists by `cursor`.',
  scope: 'loyalty:read',
  query,
  responses: {
    200: { description: 'One page of experiments', schema: 'ExperimentList', headers: ['X-Read-Only'] },
  },
  problems: ['invalid_cursor', 'page_too_deep'],
  async handler(call) {
    const { programId = null, status = null } = call.query;
    return answerPage(call, {
      name: ['experiments', programId, status],
      read: (knex, stretch) => listExperiments(knex, call.tenant, { programId, status }, call.now, stretch),
      idOf: (experiment) => experiment.id,
      present: presentExperiment,
    });
  },
});
