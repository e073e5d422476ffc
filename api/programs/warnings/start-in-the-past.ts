import { iso } from '../../../domain/program/view';
import type { WarningCheck } from './warning';

/** A start that lies behind before the program was ever live: most likely a slip. */
export const startInThePast: WarningCheck = ({ startsAt }, { now, stored }) => {
  const wasLive = stored !== null && stored.lifecycle !== 'DRAFT';
  if (startsAt === null || startsAt >= now || wasLive) return [];
  const message = `Start date lies in the past (now is ${iso(now)}): the program runs as soon as it is activated`;
  return [{ pointer: '/startsAt', code: 'start_in_the_past', message }];
};
