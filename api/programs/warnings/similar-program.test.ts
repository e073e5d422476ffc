import { day, noon } from '../../../test/support/programs';
import { codes, other, spend, table, visits } from './warnings.fixtures';

table('similar_program', [
  ['no other', {}, {}, false],
  ['an active one of the same type', {}, { others: [other()] }, true],
  ['one that counts alike', { ...visits(3, 30) }, { others: [other()] }, true],
  ['one that counts something else', spend({}), { others: [other()] }, false],
  [
    'one that is paused',
    {},
    { others: [{ ...other(), lifecycle: 'PAUSED' as const, pausedAt: noon }] },
    false,
  ],
  ['one that is still to come', {}, { others: [other({ startsAt: noon + day })] }, false],
  [
    'at the same location',
    { locationIds: ['a', 'b'] },
    { others: [other({ locationIds: ['b', 'c'] })] },
    true,
  ],
  ['at others', { locationIds: ['a'] }, { others: [other({ locationIds: ['b'] })] }, false],
  [
    'over before this one begins',
    { startsAt: noon + 2 * day },
    { others: [other({ endsAt: noon + day })] },
    false,
  ],
  [
    'in the same exclusive group',
    { exclusiveGroup: { name: 'cards', earns: 'first' } },
    { others: [other({ exclusiveGroup: { name: 'cards', earns: 'first' } })] },
    false,
  ],
]);

test('a flood of similar programs is warned of within limits', () => {
  const others = Array.from({ length: 100 }, () => other());
  expect(codes({}, { others })).toHaveLength(50);
});
