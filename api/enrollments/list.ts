import Joi from 'joi';
import { listEnrolments } from '../../db/ledger/list-enrolments';
import { iso } from '../../domain/program/view';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { liveProgram } from '../programs/live-program';
import { programId } from '../programs/program-id';
import { defineRoute } from '../route';

export const listEnrolmentsRoute = defineRoute<PageQuery>({
  method: 'GET',
  path: '/programs/{id}/enrollments',
  operationId: 'listEnrollments',
  tag: 'Enrollments',
  summary: 'List who is enrolled',
  description: 'The latest customers first. Go through long lists by `cursor`.',
  scope: 'loyalty:read',
  plane: 'data',
  params: programId,
  query: Joi.object<PageQuery>(pageParameters),
  responses: { 200: { description: 'One page of enrolments', schema: 'EnrollmentList' } },
  problems: ['program_not_found', 'invalid_cursor', 'page_too_deep'],
  async handler(call) {
    const { id } = await liveProgram(call);
    const body = await answerPage(call, {
      name: ['enrollments', id],
      read: (stretch) => listEnrolments(call.deps.knex, call.tenant, id, stretch),
      idOf: ({ customerId }) => customerId,
      present: (enrolment) => ({ ...enrolment, enrolledAt: iso(enrolment.enrolledAt) }),
    });
    return { status: 200, body };
  },
});
