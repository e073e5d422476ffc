import { day, noon, programOf } from '../../test/support/programs';
import { isFinished, nextAlarm } from './alarm';
import { doneWith, nextTask, stillWanted, type Task } from './housekeeping';
import type { Program } from './program';

const tiers = {
  ruleType: 'TIER_BASED' as const,
  timezone: 'Europe/Berlin',
  ruleConfig: {
    tiers: [
      {
        name: 'Gold',
        threshold: { type: 'visits' as const, value: 2, period: 'monthly' as const },
        benefits: [],
      },
    ],
    evaluationPeriod: 'monthly' as const,
    degradationRules: { enabled: true, gracePeriodMonths: 2 },
  },
};
const after = (program: Program, task: Task | null): Program => ({
  ...program,
  housekeeping: task === null ? program.housekeeping : doneWith(program, task),
});

test('customers are told of the end once, some days before; not of a campaign shorter than that', () => {
  const long = programOf({ startsAt: noon, endsAt: noon + 60 * day, endsSoonDays: 10 });
  const notice = { kind: 'notify_ends_soon', at: noon + 50 * day };
  expect(nextTask(long)).toEqual(notice);
  expect(nextAlarm(long)).toBe(notice.at);
  expect(nextTask(after(long, nextTask(long)))).toBeNull();
  expect(nextTask(programOf({ startsAt: noon, endsAt: noon + 5 * day }))).toBeNull();
  expect(nextTask(programOf({ startsAt: noon, endsAt: noon + 60 * day, endsSoonDays: 0 }))).toBeNull();
});

test('an end that was moved is told again', () => {
  const told = after(programOf({ endsAt: noon + 60 * day }), { kind: 'notify_ends_soon', at: noon });
  expect(nextTask({ ...told, endsAt: noon + 90 * day })).toEqual({
    kind: 'notify_ends_soon',
    at: noon + 83 * day,
  });
});

test('after the end: told at once, closed when the grace period is over, then finished', () => {
  const ended = programOf({ gracePeriodDays: 30 }, { lifecycle: 'ENDED', endedAt: noon });
  expect(nextTask(ended)).toEqual({ kind: 'notify_ended', at: noon });
  const told = after(ended, nextTask(ended));
  expect(nextTask(told)).toEqual({ kind: 'close', at: noon + 30 * day });
  expect(isFinished(told)).toBe(false);
  const closed = after(told, nextTask(told));
  expect(nextTask(closed)).toBeNull();
  expect(isFinished(closed)).toBe(true);
});

test('tiers are reviewed at each end of their period in the program’s zone, not while paused', () => {
  const live = programOf(tiers, { activatedAt: Date.UTC(2026, 9, 10) });
  const november = Date.parse('2026-11-01T00:00:00+01:00');
  expect(nextTask(live)).toEqual({ kind: 'review', at: november });
  expect(nextTask(after(live, nextTask(live)))).toEqual({
    kind: 'review',
    at: Date.parse('2026-12-01T00:00:00+01:00'),
  });
  expect(nextTask({ ...live, lifecycle: 'PAUSED' })).toBeNull();
});

test('a deleted program does nothing for its customers until it is purged; then its accounts are cleared', () => {
  const deleted = programOf(tiers, { deletedAt: noon });
  expect(nextTask(deleted)).toBeNull();
  const purged = { ...deleted, purgedAt: noon + 90 * day };
  expect(nextTask(purged)).toEqual({ kind: 'clear', at: noon + 90 * day });
  expect(nextTask(after(purged, nextTask(purged)))).toBeNull();
});

test('a task is wanted no more when the end was moved, or the program was paused, resumed or deleted meanwhile', () => {
  const program = programOf({ endsAt: noon + 60 * day });
  const notice = nextTask(program) as Task;
  expect(stillWanted(program, notice)).toBe(true);
  expect(stillWanted(after(program, notice), notice)).toBe(true);
  expect(stillWanted({ ...program, endsAt: noon + 61 * day }, notice)).toBe(false);
  expect(stillWanted({ ...program, deletedAt: noon }, notice)).toBe(false);

  const tiered = programOf(tiers, { activatedAt: Date.UTC(2026, 7, 10) });
  const november = { kind: 'review' as const, at: Date.parse('2026-11-01T00:00:00+01:00') };
  expect(stillWanted(tiered, november)).toBe(true);
  expect(stillWanted({ ...tiered, lifecycle: 'PAUSED' }, november)).toBe(false);
  expect(stillWanted({ ...tiered, housekeeping: { reviewedAt: november.at + 1 } }, november)).toBe(false);
});
