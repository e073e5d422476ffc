import { createdProgram, noon, programOf } from '../../test/support/programs';
import { programEvent } from './event';
import { settle } from './due';
import type { Revision } from './revision';

const first = (revisions: readonly Revision[]) => revisions[0] as Revision;

describe('the event of a revision', () => {
  test('has the envelope and payload that consumers know', () => {
    const { program, revisions } = createdProgram({ startsAt: noon + 10, endsAt: noon + 20 });
    expect(programEvent(first(revisions), 'e-1')).toEqual({
      eventId: 'e-1',
      eventType: 'loyalty.program.created',
      timestamp: '2026-11-22T12:00:00.000Z',
      sequence: 1,
      schemaVersion: 1,
      payload: {
        programId: program.id,
        businessId: program.businessId,
        name: 'Coffee card',
        ruleType: 'PUNCH_CARD',
        status: 'SCHEDULED',
        startsAt: '2026-11-22T12:00:00.010Z',
        endsAt: '2026-11-22T12:00:00.020Z',
        createdBy: 'user:owner',
      },
    });
  });

  test('says who caused it and what the status was', () => {
    const { revisions } = settle(programOf({ startsAt: noon + 10 }), noon + 10);
    expect(programEvent(first(revisions), 'e-2').payload).toMatchObject({
      activatedBy: 'system',
      previousStatus: 'SCHEDULED',
      status: 'ACTIVE',
      endsAt: null,
    });
  });
});
