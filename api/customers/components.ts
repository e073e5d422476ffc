import { instant, text, uuid } from '../ledger/components';
import { type Components, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { customerBody, customerEdit } from './customer-body';

const customer = {
  id: uuid,
  externalId: text,
  name: nullable(text),
  email: nullable(text),
  attributes: { type: 'object' },
  createdAt: instant,
};

/** Schemas of customers. */
export const customerComponents: Components = {
  CustomerCreate: schemaOfJoi(customerBody),
  CustomerEdit: schemaOfJoi(customerEdit),
  Customer: record(customer),
  CustomerWithAccounts: record({ ...customer, programs: { type: 'array', items: ref('Account') } }),
  CustomerList: record({
    data: { type: 'array', items: ref('Customer') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
};
