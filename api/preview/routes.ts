import { createExamples } from '../programs/examples';
import { liveProgram } from '../programs/live-program';
import { programId } from '../programs/program-id';
import { readCandidate } from '../programs/read-candidate';
import { defineRoute, type Route } from '../route';
import { presentPreview } from './preview-of';

const description = [
  'The sentence that a customer reads, the card as SVG, halfway filled, and a worked example that the same code computes',
  'as real purchases. `Accept: image/svg+xml` answers the card alone.',
].join(' ');

const svg: NonNullable<Route['alternative']> = {
  media: 'image/svg+xml',
  of: (body) => (body as { card: string }).card,
};

export const previewNewRoute = defineRoute({
  method: 'POST',
  path: '/programs/preview',
  operationId: 'previewNewProgram',
  tag: 'Programs',
  summary: 'Preview a new program without saving it',
  description,
  scope: 'loyalty:read',
  idempotent: true,
  body: { schema: 'ProgramNew', required: true, examples: createExamples },
  responses: {
    200: { description: 'The preview', schema: 'Preview', headers: ['Idempotent-Replayed'] },
  },
  alternative: svg,
  problems: ['validation_failed', 'business_not_found'],
  handler: async (call) => ({
    status: 200,
    body: await presentPreview(call, await readCandidate(call)),
  }),
});

export const previewRoute = defineRoute({
  method: 'GET',
  path: '/programs/{id}/preview',
  operationId: 'previewProgram',
  tag: 'Programs',
  summary: 'Preview a program',
  description,
  scope: 'loyalty:read',
  params: programId,
  responses: { 200: { description: 'The preview', schema: 'Preview' } },
  alternative: svg,
  problems: ['program_not_found'],
  handler: async (call) => ({ status: 200, body: await presentPreview(call, await liveProgram(call)) }),
});
