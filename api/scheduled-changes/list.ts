import { settle } from '../../domain/program/due';
import { liveProgram } from '../programs/live-program';
import { programId } from '../programs/program-id';
import { defineRoute } from '../route';
import { presentScheduledChange } from './present';

export const listScheduledChangesRoute = defineRoute({
  method: 'GET',
  path: '/programs/{id}/scheduled-changes',
  operationId: 'listScheduledProgramChanges',
  tag: 'Scheduled changes',
  summary: 'List the changes that are still to come',
  description: 'The next one first. One whose instant has come is in the history instead.',
  scope: 'loyalty:read',
  params: programId,
  responses: { 200: { description: 'What is scheduled', schema: 'ScheduledChangeList' } },
  problems: ['program_not_found'],
  async handler(call) {
    const { program } = settle(await liveProgram(call), call.now);
    return { status: 200, body: { data: program.scheduledChanges.map(presentScheduledChange) } };
  },
});
