import { table } from './warnings.fixtures';

table('no_location', [
  ['one is open', {}, {}, false],
  ['the business has none', {}, { locations: [] }, true],
  ['all that are named are archived', { locationIds: ['a'] }, { locations: [] }, true],
]);
