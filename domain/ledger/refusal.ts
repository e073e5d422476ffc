import type { Decided } from './posting';

/** Why a wish about what a customer holds is not granted. Each is also the code of the API's problem. */
export type RefusalCode =
  | 'program_not_found'
  | 'program_closed'
  | 'not_enrolled'
  | 'location_not_participating'
  | 'reward_already_redeemed'
  | 'reward_expired'
  | 'reward_revoked'
  | 'reward_reserved'
  | 'reward_not_redeemed'
  | 'points_not_spendable'
  | 'insufficient_points'
  | 'cancellation_too_late';

/** A wish that is not granted: nothing changes. */
export interface Refusal {
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  /** For people. */
  readonly detail: string;
  /** Points that the customer has, where that is the reason. */
  readonly balance?: number;
}

export function refusal(code: RefusalCode, detail: string): Refusal {
  return { outcome: 'refused', code, detail };
}

/** Decides against a wish. */
export function refuse(reason: Refusal): Decided<Refusal> {
  return { answer: reason, posting: null };
}
