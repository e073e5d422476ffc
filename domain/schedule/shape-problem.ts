import type Joi from 'joi';
import { type ConfigProblem, pointerOf, problem } from '../rules/problem';

const codes: Readonly<Record<string, string>> = {
  'any.required': 'required',
  'object.base': 'not_an_object',
  'array.base': 'not_a_list',
  'array.max': 'too_many',
  'array.sparse': 'not_a_list',
  'string.base': 'not_text',
  'string.empty': 'empty',
  'string.trim': 'surrounded_by_spaces',
  'string.max': 'too_long',
};

/** What Joi found, in the form of every other problem. */
export function shapeProblem(detail: Joi.ValidationErrorItem): ConfigProblem {
  if (detail.type === 'object.unknown') {
    const name = String(detail.path.at(-1)).slice(0, 40);
    return problem(detail.path, 'unknown_field', `"${name}" is not a field here, remove it`);
  }
  return {
    pointer: pointerOf(detail.path),
    code: codes[detail.type] ?? 'not_allowed',
    message: detail.message,
  };
}
