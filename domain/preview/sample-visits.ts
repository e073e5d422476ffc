/** Purchases that show what a program does: one a day, when it is open, each large enough to earn. */
import { localDay } from '../calendar';
import { participates } from '../ledger/eligibility';
import type { SimulatedPurchase } from '../ledger/simulate';
import { currencyDigits } from '../money';
import type { Instant, ProgramDefinition } from '../program/program';
import { notEarningReason } from '../program/status';
import { ruleFor } from '../rules';
import { opennessOf } from '../schedule/openness';

/** Where the customer of an example buys. */
export interface Place {
  readonly locationId: string;
  /** IANA zone. */
  readonly timezone: string;
}

const hourMs = 3_600_000;
/** Days that are searched for visits: a little more than a year. */
const mostDays = 400;
/** Prices that are tried, in units of the currency (in tens where it has no smaller ones). */
const prices = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000];
/** So many visits should be enough to reach something, where a higher price makes it fewer. */
const fewVisits = 8;
/** From noon outwards. */
const hours = [12, 13, 11, 14, 10, 15, 9, 16, 8, 17, 18, 7, 19, 6, 20, 5, 21, 4, 22, 3, 23, 2, 1, 0];

/**
 * Up to `count` visits from `from` on, each on a day of its own, in the program's zone; fewer if it is not open often
 * enough within a year. Empty when no purchase earns anything by itself. Pure.
 */
export function sampleVisits(
  definition: ProgramDefinition,
  from: Instant,
  count: number,
  place: Place | null,
): SimulatedPurchase[] {
  if (!participates(definition, place?.locationId ?? null)) return [];
  const price = priceOf(definition, from, place);
  if (price === null) return [];
  const visits: SimulatedPurchase[] = [];
  let last: string | null = null;
  for (const instants of openDays(definition, from, place)) {
    const visit = instants
      .map((at) => visitAt(definition, at, price, place))
      .find((candidate) => quantityOf(definition, candidate) > 0);
    if (visit === undefined) continue;
    const { key } = localDay(visit.occurredAt, definition.timezone);
    if (key === last) continue;
    last = key;
    if (visits.push(visit) >= count) break;
  }
  return visits;
}

/** The lowest price that earns, or a higher one if that needs far fewer visits; null if none earns. */
function priceOf(definition: ProgramDefinition, from: Instant, place: Place | null): number | null {
  const { ruleType, ruleConfig, currency, timezone } = definition;
  const rule = ruleFor(ruleType);
  const context = { currency, timezone, balance: 0 };
  const { required } = rule.progress(ruleConfig, context, rule.initialState, from);
  const digits = currencyDigits(currency);
  const unit = digits === 0 ? 10 : 10 ** digits;
  let lowest: { price: number; quantity: number } | null = null;
  for (const price of prices.map((one) => one * unit)) {
    const quantity = Math.max(
      ...hours.map((hour) => quantityOf(definition, visitAt(definition, from + hour * hourMs, price, place))),
    );
    if (quantity === 0) continue;
    lowest ??= { price, quantity };
    if (required === null || required / quantity <= fewVisits) return price;
    if (quantity === lowest.quantity && price > lowest.price * 10) break;
  }
  return lowest?.price ?? null;
}

function visitAt(
  definition: ProgramDefinition,
  at: Instant,
  amount: number,
  place: Place | null,
): SimulatedPurchase {
  const { categoryFilter } = definition.ruleConfig as { readonly categoryFilter?: string };
  const line = { quantity: 1, amount, ...(categoryFilter === undefined ? {} : { category: categoryFilter }) };
  return {
    occurredAt: at,
    locationId: place?.locationId ?? null,
    locationTimezone: place?.timezone ?? null,
    currency: definition.currency,
    lines: [line],
    discount: 0,
  };
}

/** What a visit earns under the rule alone. */
function quantityOf(definition: ProgramDefinition, visit: SimulatedPurchase): number {
  const { ruleType, ruleConfig, currency, timezone } = definition;
  const { locationTimezone, ...rest } = visit;
  const purchase = { ...rest, transactionId: '', ...(locationTimezone === null ? {} : { locationTimezone }) };
  return ruleFor(ruleType).measure(ruleConfig, { currency, timezone, balance: 0 }, purchase).quantity;
}

/** Day by day, instants at which the program is open: full hours, and the openings of windows that hold none. */
function* openDays(definition: ProgramDefinition, from: Instant, place: Place | null): Generator<Instant[]> {
  const { timezone, schedule, endsAt } = definition;
  const live = { ...definition, lifecycle: 'LIVE' as const, deletedAt: null };
  const zone = place?.timezone ?? timezone;
  let day = localDay(from, zone);
  for (let searched = 0; searched < mostDays; searched += 1) {
    const { start, end } = day;
    const edges = schedule === null ? [] : [...opennessOf(schedule, timezone).edges(start - 1, end)];
    const candidates = [...hours.map((hour) => start + hour * hourMs), ...edges.map(({ at }) => at)];
    yield candidates.filter((at) => at >= from && at < end && notEarningReason(live, at) === null);
    if (endsAt !== null && end >= endsAt) return;
    day = localDay(end, zone);
  }
}
