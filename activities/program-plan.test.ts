import { unchanged } from '../domain/program/revision';
import { day, noon, programOf } from '../test/support/programs';
import { planOf } from './program-plan';

const overdue = { alarmAt: noon - 1, expiryAlarmAt: noon - 1 };

test('what expired is written off before customers are told of the end', () => {
  const program = programOf({ endsAt: noon + day, startsAt: noon - 60 * day });
  expect(planOf(unchanged(program), overdue, noon).task).toEqual({ kind: 'expire', at: noon - 1 });
  const later = { ...overdue, expiryAlarmAt: noon + day };
  expect(planOf(unchanged(program), later, noon).task).toEqual({
    kind: 'notify_ends_soon',
    at: noon - 6 * day,
  });
});

test('a purged program is cleared, whatever was to expire in it', () => {
  const program = programOf({}, { deletedAt: noon - 90 * day, purgedAt: noon });
  expect(planOf(unchanged(program), overdue, noon).task).toEqual({ kind: 'clear', at: noon });
});
