import { noon, programOf } from '../../test/support/programs';
import type { Lifecycle, Program, ProgramStatus } from './program';
import { notEarningReason, statusAt } from './status';

const before = noon - 1;
const after = noon + 1;

type Row = [Lifecycle, Partial<Program>, ProgramStatus, ReturnType<typeof notEarningReason>];
const rows: Row[] = [
  ['DRAFT', {}, 'DRAFT', 'draft'],
  ['DRAFT', { startsAt: before }, 'DRAFT', 'draft'],
  ['DRAFT', { endsAt: after }, 'DRAFT', 'draft'],
  ['DRAFT', { endsAt: noon }, 'ENDED', 'ended'],
  ['LIVE', { startsAt: null }, 'ACTIVE', null],
  ['LIVE', { startsAt: before }, 'ACTIVE', null],
  ['LIVE', { startsAt: noon }, 'ACTIVE', null],
  ['LIVE', { startsAt: after }, 'SCHEDULED', 'not_started'],
  ['LIVE', { startsAt: before, endsAt: after }, 'ACTIVE', null],
  ['LIVE', { startsAt: before, endsAt: noon }, 'ENDED', 'ended'],
  ['LIVE', { startsAt: before, endsAt: before }, 'ENDED', 'ended'],
  ['PAUSED', { startsAt: before }, 'PAUSED', 'paused'],
  ['PAUSED', { startsAt: after }, 'PAUSED', 'paused'],
  ['PAUSED', { startsAt: before, endsAt: noon }, 'ENDED', 'ended'],
  ['ENDED', { startsAt: before }, 'ENDED', 'ended'],
  ['ENDED', { startsAt: after }, 'ENDED', 'ended'],
  ['LIVE', { startsAt: before, deletedAt: before }, 'ENDED', 'deleted'],
  ['DRAFT', { deletedAt: before }, 'ENDED', 'deleted'],
];

describe('status at noon', () => {
  test.each(rows)('%s with %j is %s, not earning because %s', (lifecycle, facts, status, reason) => {
    const program = programOf({}, { startsAt: null, ...facts, lifecycle });
    expect(statusAt(program, noon)).toBe(status);
    expect(notEarningReason(program, noon)).toBe(reason);
  });

  test('a start and an end take effect in their very millisecond', () => {
    const program = programOf({ startsAt: noon, endsAt: noon + 2, at: noon - 10 });
    const seen = [-1, 0, 1, 2].map((offset) => statusAt(program, noon + offset));
    expect(seen).toEqual(['SCHEDULED', 'ACTIVE', 'ACTIVE', 'ENDED']);
  });
});
