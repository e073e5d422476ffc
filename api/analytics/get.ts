import Joi from 'joi';
import { analyticsIntervals, readAnalytics, zoneOfDays } from '../../db/analytics/read-analytics';
import { defineRoute } from '../route';
import { liveProgram } from '../programs/live-program';
import { programId } from '../programs/program-id';
import { presentAnalytics } from './present';
import { type RangeQuery, readRange } from './range';

const boundary = 'A local day (`2026-03-01`) or an instant with its offset from UTC.';

const query = Joi.object<RangeQuery>({
  from: Joi.string().max(40).description(`${boundary} 30 days before \`to\` when left out.`),
  to: Joi.string().max(40).description(`${boundary} Not included. The end of today when left out.`),
  interval: Joi.string()
    .valid(...analyticsIntervals)
    .default('day')
    .description('Length of a bucket. Weeks begin on Monday.'),
});

export const analyticsRoute = defineRoute<RangeQuery>({
  method: 'GET',
  path: '/programs/{id}/analytics',
  operationId: 'getProgramAnalytics',
  tag: 'Programs',
  summary: 'See how a program does',
  description: [
    'Enrolments, participation, what was earned and redeemed, and rewards, in buckets of local days of the program. The',
    'range is widened to whole buckets. Everything counts on the day on which it happened, late reports included, and a',
    'purchase counts in the answer to the next request. A participant is a customer who earned or redeemed;',
    'participants of several buckets do not add up. `redemptionRate` is what was redeemed of what was earned (of points)',
    'or issued (of rewards), both without what was taken back or cancelled.',
  ].join(' '),
  scope: 'loyalty:read',
  params: programId,
  query,
  responses: { 200: { description: 'What happened in the range', schema: 'ProgramAnalytics' } },
  problems: ['program_not_found'],
  async handler(call) {
    const program = await liveProgram(call);
    const { knex } = call.deps;
    const timezone = (await zoneOfDays(knex, program.id)) ?? program.timezone;
    const range = readRange(call.query, timezone, call.now);
    const { interval, from, to } = range;
    const request = { programId: program.id, timezone, interval, from, to, now: call.now };
    const facts = await readAnalytics(knex, request);
    return { status: 200, body: presentAnalytics(program, range, facts) };
  },
});
