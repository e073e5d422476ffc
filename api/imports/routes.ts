import type { Route } from '../route';
import { importBalancesRoute } from './balances';

/** Every operation that brings data along from elsewhere. */
export const importRoutes: readonly Route[] = [importBalancesRoute];
