import type { FeatureSwitch } from '../config';
import { Problem, retryAfter } from '../problem';
import type { Route } from '../route';

/** How long a caller had better wait: the switch is turned by a restart. */
const waitSeconds = 60;

/**
 * Refuses what is switched off for a business: authoring, and if so configured whatever changes what customers hold.
 * Reading never is.
 */
export function requireSwitchedOn(route: Route, feature: FeatureSwitch, businessId: string): void {
  if (feature.programsEnabled && !feature.disabledBusinesses.has(businessId)) return;
  const headers = retryAfter(waitSeconds);
  if (route.authoring === true) {
    throw new Problem('feature_disabled', 'Creating and changing programs is switched off at the moment.', {
      headers,
    });
  }
  if (feature.dataPlaneStaysOpen || !changesCustomers(route)) return;
  throw new Problem(
    'data_plane_disabled',
    'Enrolling, earning and redeeming are switched off at the moment.',
    {
      headers,
    },
  );
}

/** Whether an operation changes what customers have. A person can be erased at any time. */
export function changesCustomers(route: Route): boolean {
  if (route.changesCustomers === true) return true;
  return route.plane === 'data' && route.scope === 'loyalty:write' && route.method !== 'DELETE';
}
