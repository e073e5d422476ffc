import { noon, programOf } from '../../test/support/programs';
import { presentProgram } from './view';

describe('a program as shown', () => {
  test('has ISO instants, its status at the moment, and whether customers earn', () => {
    const program = programOf({ startsAt: noon + 10 });
    expect(presentProgram(program, noon)).toMatchObject({
      startsAt: '2026-11-22T12:00:00.010Z',
      endsAt: null,
      status: 'SCHEDULED',
      isActive: true,
      earning: false,
      earningReason: 'not_started',
      version: 1,
    });
    expect(presentProgram(program, noon + 10)).toMatchObject({
      status: 'ACTIVE',
      earning: true,
      earningReason: null,
    });
  });

  test('shows no column that is only the database’s', () => {
    expect(Object.keys(presentProgram(programOf(), noon))).not.toContain('purgedAt');
  });
});
