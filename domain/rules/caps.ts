/** Caps on earning: what exceeds one is cut off, and the customer is told. */
import { toMinorUnits } from '../money';
import { type Caps, maximumQuantity } from './common-config';
import type { Reason, Unit } from './rule-type';

/** How much of the caps is used up. */
export interface Usage {
  /** Earned on the purchase's local day so far. */
  readonly today: number;
  /** Held before the purchase, unused rewards at their cost included. */
  readonly held: number;
}

/** The caps as quantities: amounts of money become minor units. */
export function capsIn(unit: Unit, caps: Caps | undefined, currency: string): Caps {
  if (caps === undefined || unit !== 'amount') return caps ?? {};
  const { perTransaction, perDay, maximumBalance } = caps;
  return {
    ...(perTransaction === undefined ? {} : { perTransaction: toMinorUnits(perTransaction, currency) }),
    ...(perDay === undefined ? {} : { perDay: toMinorUnits(perDay, currency) }),
    ...(maximumBalance === undefined ? {} : { maximumBalance: toMinorUnits(maximumBalance, currency) }),
  };
}

/** As much of `quantity` as the caps allow, and a reason for each cap that cut something off. */
export function withinCaps(
  quantity: number,
  caps: Caps,
  usage: Usage,
): { quantity: number; reasons: readonly Reason[] } {
  const limits = [
    { room: maximumQuantity, reason: tooLarge },
    { room: caps.perTransaction, reason: capped('capped_per_transaction', 'what one purchase can earn') },
    {
      room: roomIn(caps.perDay, usage.today),
      reason: capped('capped_per_day', 'what can be earned in one day'),
    },
    {
      room: roomIn(caps.maximumBalance, usage.held),
      reason: capped('capped_balance', 'what a customer can hold'),
    },
  ];
  let left = quantity;
  const reasons: Reason[] = [];
  for (const { room, reason } of limits) {
    if (room === undefined || left <= room) continue;
    left = room;
    reasons.push(reason);
  }
  return { quantity: left, reasons };
}

function roomIn(cap: number | undefined, used: number): number | undefined {
  return cap === undefined ? undefined : Math.max(0, cap - used);
}

function capped(code: string, what: string): Reason {
  return { code, message: `The limit of ${what} is reached` };
}

const tooLarge: Reason = { code: 'quantity_out_of_range', message: 'More was earned than can be counted' };
