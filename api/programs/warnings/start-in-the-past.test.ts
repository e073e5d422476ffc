import { day, noon, programOf } from '../../../test/support/programs';
import { table } from './warnings.fixtures';

table('start_in_the_past', [
  ['no start', {}, {}, false],
  ['now', { startsAt: noon }, {}, false],
  ['a moment ago', { startsAt: noon - 1 }, {}, true],
  ['of a draft', { startsAt: noon - day }, { stored: programOf({ isActive: false }) }, true],
  ['of a program that runs', { startsAt: noon - day }, { stored: programOf() }, false],
]);
