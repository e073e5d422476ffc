import Joi from 'joi';
import { timeline } from '../../domain/program/timeline';
import { iso } from '../../domain/program/view';
import type { Instant } from '../../domain/program/program';
import { Problem } from '../problem';
import { defineRoute } from '../route';
import { readInstant } from './instants';
import { liveProgram } from './live-program';
import { programId } from './program-id';

interface TimelineQuery {
  readonly until?: string;
}

const yearMs = 365 * 24 * 60 * 60 * 1000;

const timelineQuery = Joi.object<TimelineQuery>({
  until: Joi.string()
    .max(40)
    .description('RFC 3339 with an offset from UTC; how far to look. One year from now when left out.'),
});

export const timelineRoute = defineRoute<TimelineQuery>({
  method: 'GET',
  path: '/programs/{id}/timeline',
  operationId: 'getProgramTimeline',
  tag: 'Programs',
  summary: 'List what will happen to a program',
  description: [
    'Everything that the clock will do to it if nobody touches it, found by the code that will do it: start and end,',
    'every opening and closing of a window, every blackout. At most 1,000 entries, and windows of ten years: `until` says',
    'how far the answer goes, and `complete` whether that is as far as was asked.',
  ].join(' '),
  scope: 'loyalty:read',
  params: programId,
  query: timelineQuery,
  responses: { 200: { description: 'What will happen and when', schema: 'Timeline' } },
  problems: ['program_not_found'],
  async handler(call) {
    const until = untilOf(call.query, call.now);
    const program = await liveProgram(call);
    const found = timeline(program, call.now, until);
    return {
      status: 200,
      body: {
        from: iso(call.now),
        until: iso(found.until),
        complete: found.until === until,
        data: found.entries.map((entry) => ({ ...entry, at: iso(entry.at) })),
      },
    };
  },
});

function untilOf({ until }: TimelineQuery, now: Instant): Instant {
  if (until === undefined) return now + yearMs;
  const read = readInstant(until);
  if ('instant' in read) return read.instant;
  const message = `until ${read.fault}`;
  throw new Problem('invalid_request', message, {
    errors: [{ pointer: '/until', code: 'invalid_parameter', message }],
  });
}
