import Joi from 'joi';
import { externalId, line } from '../ledger/fields';

export type AttributeValue = string | number | boolean;

/** The body of `PUT /customers/{id}`. */
export interface CustomerEdit {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly attributes?: Record<string, AttributeValue>;
}

/** The body of `POST /customers`. */
export interface CustomerBody extends CustomerEdit {
  readonly externalId: string;
}

const mostAttributes = 50;

const attribute = Joi.alternatives().try(
  Joi.string().allow('').max(1_000),
  Joi.number().strict(),
  Joi.boolean().strict(),
);

const edit = {
  name: line(255).allow(null).description('How the customer is called.'),
  email: Joi.string()
    .trim()
    .max(320)
    .pattern(/^[^\s@]+@[^\s@]+$/)
    .allow(null)
    .description('Where the customer reads mail.'),
  attributes: Joi.object()
    .pattern(/^[A-Za-z0-9_.-]{1,64}$/, attribute)
    .max(mostAttributes)
    .description(
      'What else the business knows: text, numbers, true or false; dates as text, such as 1990-05-17.',
    ),
};

export const customerBody = Joi.object<CustomerBody>({
  externalId: externalId()
    .required()
    .description("The customer's id in the business's own system; unique per business."),
  ...edit,
});

export const customerEdit = Joi.object<CustomerEdit>(edit);
