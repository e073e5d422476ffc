import Joi from 'joi';
import { listEnrolments } from '../../db/ledger/list-enrolments';
import { findProgram } from '../../db/programs/find-program';
import { iso } from '../../domain/program/view';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { notFound } from '../problem';
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
  responses: {
    200: { description: 'One page of enrolments', schema: 'EnrollmentList', headers: ['X-Read-Only'] },
  },
  problems: ['program_not_found', 'invalid_cursor', 'page_too_deep'],
  async handler(call) {
    const id = call.params.id ?? '';
    return answerPage(call, {
      name: ['enrollments', id],
      read: async (knex, stretch) => {
        const program = await findProgram(knex, call.tenant, id);
        if (program === null || program.deletedAt !== null) throw notFound('program_not_found');
        return listEnrolments(knex, call.tenant, id, stretch);
      },
      idOf: ({ customerId }) => customerId,
      present: (enrolment) => ({ ...enrolment, enrolledAt: iso(enrolment.enrolledAt) }),
    });
  },
});
