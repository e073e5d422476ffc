import type { WarningCheck } from './warning';

/** Nowhere to earn or to redeem: the business has no open location, or all that the program names are archived. */
export const noLocation: WarningCheck = ({ locationIds }, { locations }) => {
  if (locations.length > 0) return [];
  const message =
    locationIds === null
      ? 'Your business has no open location: only purchases without a location count'
      : 'All locations of the program are archived: nobody can earn or redeem. Choose others, or restore one';
  return [{ pointer: '/locationIds', code: 'no_location', message }];
};
