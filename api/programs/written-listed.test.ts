import { presentProgram } from '../../domain/program/view';
import { createdProgram, day, hour, noon } from '../../test/support/programs';
import { writtenListed } from './written-listed';

const totals = { enrollmentCount: 3, activeParticipants: 2, totalRedemptions: 1 };

test('what is kept of a version is what would be written anew, whatever the clock or its customers change', () => {
  const { program: created } = createdProgram({
    startsAt: noon + day,
    endsAt: noon + 10 * day,
    schedule: {
      recurrence: { rrule: 'FREQ=DAILY', start: '2026-11-01T17:00', duration: 'PT2H' },
      blackouts: [{ from: '2026-11-26', to: '2026-11-27' }],
    },
  });
  const program = { ...created, experiment: { id: 'one', variants: [] } };
  const shown = new Set<string>();
  for (let now = noon; now < noon + 12 * day; now += hour / 2) {
    const numbers = { ...totals, enrollmentCount: Math.floor((now - noon) / day) };
    const json = writtenListed({ program, totals: numbers }, now);
    expect(JSON.parse(json)).toEqual({ ...presentProgram(program, now), ...numbers });
    shown.add(`${JSON.parse(json).status} ${JSON.parse(json).earningReason}`);
  }
  expect(shown).toContain('SCHEDULED between_windows');
  expect(shown).toContain('ACTIVE blackout');
  expect(shown).toContain('ENDED ended');
  expect(shown.size).toBe(5);
});
