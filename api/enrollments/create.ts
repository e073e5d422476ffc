import Joi from 'joi';
import { findProgram } from '../../db/programs/find-program';
import { type Enrolment, enrol } from '../../domain/ledger/enrol';
import { iso } from '../../domain/program/view';
import { changeCustomer } from '../ledger/change-customer';
import { checkBody } from '../ledger/check-body';
import { segmentsOf } from '../ledger/segments-of';
import { id, instant, instantOf, refuse } from '../ledger/fields';
import { notFound, Problem } from '../problem';
import { type Fault, meaningFault, refusalOf } from '../programs/faults';
import { programId } from '../programs/program-id';
import { type Call, defineRoute, type Reply } from '../route';

interface EnrolmentBody {
  readonly customerId: string;
  readonly enrolledAt?: string;
}

export const enrolmentBody = Joi.object<EnrolmentBody>({
  customerId: id().required().description('Who enrols.'),
  enrolledAt: instant().description(
    'Since when; now when left out. Not in the future, not before the start of the program. RFC 3339.',
  ),
});

export const enrolRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/enrollments',
  operationId: 'enrollCustomer',
  tag: 'Enrollments',
  summary: 'Enrol a customer in a program',
  description: [
    'Possible while the program is ACTIVE, and for customers in one of its segments if it has any. A customer who is enrolled already stays so, since the same instant (200).',
    'What was bought before `enrolledAt` earns nothing.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: programId,
  body: { schema: 'EnrollmentCreate', required: true },
  responses: {
    200: { description: 'The enrolment that is there already', schema: 'Enrollment' },
    201: { description: 'The new enrolment', schema: 'Enrollment', headers: ['Idempotent-Replayed'] },
  },
  problems: [
    'program_not_found',
    'customer_not_found',
    'program_not_active',
    'not_in_segment',
    'validation_failed',
  ],
  async handler(call) {
    const { customerId, enrolledAt } = readBody(call);
    const program = call.params.id ?? '';
    const request = { customerId, programId: program, holdings: false };
    try {
      return await changeCustomer(
        call,
        request,
        async (sheet) => {
          const line = sheet.lines[0];
          const asked = line?.account === null ? line.program.segmentIds : null;
          const segments = await segmentsOf(call, customerId, asked, call.now);
          return enrol(sheet, program, enrolledAt, call.now, segments);
        },
        (answer) => replyOf(program, customerId, answer),
      );
    } catch (error) {
      throw await explainDraft(call, error);
    }
  },
});

function readBody(call: Call) {
  const body = checkBody(call.body, enrolmentBody);
  const faults: Fault[] = [];
  const enrolledAt = instantOf(body.enrolledAt, '/enrolledAt', 'Enrolment date', faults) ?? call.now;
  if (enrolledAt > call.now) {
    faults.push(meaningFault('/enrolledAt', 'in_the_future', 'Enrolment date must not be in the future'));
  }
  refuse(faults);
  return { customerId: body.customerId, enrolledAt };
}

function replyOf(program: string, customerId: string, answer: Enrolment): Reply {
  if (answer.outcome === 'program_not_found') throw notFound('program_not_found');
  if (answer.outcome === 'not_active') throw notActive();
  if (answer.outcome === 'not_in_segment') {
    throw new Problem('not_in_segment', 'The customer is in none of the segments that the program is for.');
  }
  if (answer.outcome === 'before_start') {
    const message = `Enrolment date must not be before the start of the program (${iso(answer.startsAt)})`;
    throw refusalOf([meaningFault('/enrolledAt', 'before_program_start', message)]);
  }
  return {
    status: answer.outcome === 'enrolled' ? 201 : 200,
    body: { programId: program, customerId, enrolledAt: iso(answer.enrolledAt) },
  };
}

function notActive(): Problem {
  return new Problem('program_not_active', 'Customers can enrol only while the program is ACTIVE.');
}

/** Sheets leave out drafts: a program that is missing there may be one. */
async function explainDraft({ deps, tenant, params }: Call, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || error.code !== 'program_not_found') return error;
  const program = await findProgram(deps.knex, tenant, params.id ?? '');
  return program !== null && program.deletedAt === null ? notActive() : error;
}
