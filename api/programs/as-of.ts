import Joi from 'joi';
import { programAsOf } from '../../db/programs/find-revision';
import type { Instant } from '../../domain/program/program';
import { presentProgram } from '../../domain/program/view';
import { notFound, Problem } from '../problem';
import type { Call, Reply } from '../route';
import { readInstant } from './instants';
import { readPrograms } from './read-source';

/** The query of `GET /programs/{id}`. */
export interface AsOfQuery {
  readonly asOf?: string;
}

export const asOfQuery = Joi.object<AsOfQuery>({
  asOf: Joi.string()
    .max(40)
    .description(
      'RFC 3339 with an offset from UTC, not in the future: the program as it was at that instant, without the numbers of its customers.',
    ),
});

/** The program as it was at an instant: its definition and its status. 404 before it was made and while it was deleted. */
export async function answerAsOf(call: Call<AsOfQuery>, asOf: string): Promise<Reply> {
  const { deps, tenant, params, now } = call;
  const at = pastInstant(asOf, now);
  const read = await readPrograms(deps, (knex) => programAsOf(knex, tenant, params.id ?? '', at));
  const program = read.value?.program;
  if (program === undefined || program.deletedAt !== null) throw notFound('program_not_found');
  return { status: 200, body: presentProgram(program, at), headers: read.headers };
}

function pastInstant(text: string, now: Instant): Instant {
  const read = readInstant(text);
  if ('fault' in read) throw refused('invalid_parameter', `asOf ${read.fault}`);
  if (read.instant > now) throw refused('in_the_future', 'asOf must not lie in the future: see the timeline');
  return read.instant;
}

function refused(code: string, message: string): Problem {
  return new Problem('invalid_request', message, { errors: [{ pointer: '/asOf', code, message }] });
}
