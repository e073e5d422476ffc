import { instant, uuid } from '../ledger/components';
import { type Components, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { enrolmentBody } from './create';

/** Schemas of enrolments. */
export const enrollmentComponents: Components = {
  EnrollmentCreate: schemaOfJoi(enrolmentBody),
  Enrollment: record({ programId: uuid, customerId: uuid, enrolledAt: instant }),
  EnrollmentList: record({
    data: { type: 'array', items: ref('Enrollment') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
};
