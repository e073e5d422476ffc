import { v7 as newId } from 'uuid';
import { settle } from '../../domain/program/due';
import type { Program } from '../../domain/program/program';
import { type ScheduledChange, scheduleChange } from '../../domain/program/scheduled-change';
import { keepReply } from '../keep-reply';
import { tellOf } from '../programs/tell-of';
import { Problem } from '../problem';
import { refusalOf } from '../programs/faults';
import { programId } from '../programs/program-id';
import { unknownReferences } from '../programs/references';
import { type Call, defineRoute } from '../route';
import { changeProgram } from './change';
import { readWanted, type WantedChange } from './check';
import { presentScheduledChange } from './present';

export const scheduleChangeRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/scheduled-changes',
  operationId: 'scheduleProgramChange',
  tag: 'Scheduled changes',
  summary: 'Schedule a change of a program',
  description: [
    'An edit that comes into force by itself, on a paused program too: checked now as it would be at its instant, on top of',
    'the changes scheduled before it. It becomes a version of kind `updated`, by whoever scheduled it. A program has at',
    'most 50 of them; when it ends or is deleted they are dropped. `If-Match` is about the program.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  conditional: true,
  params: programId,
  body: {
    schema: 'ScheduledChangeBody',
    required: true,
    examples: {
      newYear: {
        summary: 'Another name from 1 March, midnight where the program is',
        value: { at: '2027-03-01T00:00', changes: { name: 'Spring card' } },
      },
    },
  },
  responses: {
    201: { description: 'It is scheduled', schema: 'ScheduledChange', headers: ['Idempotent-Replayed'] },
  },
  problems: ['validation_failed', 'program_not_found', 'program_ended', 'stale_version', 'invalid_if_match'],
  async handler(call) {
    const { deps, tenant, now } = call;
    const { reply, ...moved } = await deps.knex.transaction(async (trx) => {
      const id = newId();
      const { before, after } = await changeProgram(trx, call, async (stored) => {
        const wanted = wantedBy(stored, call);
        await requireKnown(trx, call, wanted, stored);
        const scheduled: ScheduledChange = { ...wanted, id, actor: tenant.actor, createdAt: now };
        return scheduleChange(stored, scheduled, { actor: tenant.actor, at: now });
      });
      const scheduled = after.scheduledChanges.find((change) => change.id === id) as ScheduledChange;
      const answer = { status: 201, body: presentScheduledChange(scheduled) };
      await keepReply(trx, call, answer);
      return { before, after, reply: answer };
    });
    tellOf(call, moved);
    return reply;
  },
});

function wantedBy(stored: Program, { body, now }: Call): WantedChange {
  const { program } = settle(stored, now);
  if (program.lifecycle === 'ENDED') {
    throw new Problem('program_ended', 'The program has ended; it can be duplicated, not changed.');
  }
  return readWanted(program, body, now);
}

/** Locations and segments must be there when the change is asked for; in a transaction they stay until its end. */
async function requireKnown(
  trx: Parameters<typeof unknownReferences>[0],
  { tenant }: Call,
  { definition }: WantedChange,
  stored: Program,
): Promise<void> {
  const { locationIds = null, segmentIds = null } = definition;
  const faults = await unknownReferences(trx, tenant, { locationIds, segmentIds }, stored);
  if (faults.length === 0) return;
  throw refusalOf(faults.map((fault) => ({ ...fault, pointer: `/changes${fault.pointer}` })));
}
