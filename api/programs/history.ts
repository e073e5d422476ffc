import Joi from 'joi';
import { listRevisions } from '../../db/programs/list-revisions';
import { iso, presentProgram } from '../../domain/program/view';
import type { RecordedRevision } from '../../db/programs/list-revisions';
import { defineRoute } from '../route';
import { pageSize } from './list-query';
import { programId } from './program-id';
import { findProgram } from '../../db/programs/find-program';
import { notFound } from '../problem';
import { changesOf } from './revision-changes';

interface HistoryQuery {
  readonly page: number;
  readonly pageSize: number;
}

const historyQuery = Joi.object<HistoryQuery>({
  page: Joi.number()
    .integer()
    .min(1)
    .max(10_000_000)
    .default(1)
    .description('From 1; the latest come first.'),
  pageSize: pageSize(),
});

export const historyRoute = defineRoute<HistoryQuery>({
  method: 'GET',
  path: '/programs/{id}/history',
  operationId: 'getProgramHistory',
  tag: 'Programs',
  summary: 'List what happened to a program',
  description:
    'Its revisions, the latest first: who did what and when, what it changed field by field, and the program as it was after each. Of deleted programs too.',
  scope: 'loyalty:read',
  params: programId,
  query: historyQuery,
  responses: { 200: { description: 'One page of revisions', schema: 'RevisionList' } },
  problems: ['program_not_found'],
  async handler(call) {
    const { page, pageSize: size } = call.query;
    const program = await findProgram(call.deps.knex, call.tenant, call.params.id ?? '');
    if (program === null) throw notFound('program_not_found');
    // Revisions are numbered without gaps, so a page is a stretch of numbers, however deep it lies.
    const last = program.version - (page - 1) * size;
    // With the one before the page, which its oldest entry is compared with.
    const revisions = await listRevisions(call.deps.knex, call.tenant, program.id, {
      first: last - size,
      last,
    });
    const totalCount = program.version;
    return {
      status: 200,
      body: {
        data: revisions.slice(0, size).map((one, index) => presentRevision(one, revisions[index + 1])),
        pagination: { page, pageSize: size, totalPages: Math.ceil(totalCount / size), totalCount },
      },
    };
  },
});

function presentRevision(revision: RecordedRevision, before: RecordedRevision | undefined) {
  return {
    number: revision.number,
    kind: revision.kind,
    actor: revision.actor,
    occurredAt: iso(revision.occurredAt),
    recordedAt: iso(revision.recordedAt),
    previousStatus: revision.previousStatus,
    changes: changesOf(revision, before),
    program: presentProgram(revision.program, revision.occurredAt),
  };
}
