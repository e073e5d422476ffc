import Joi from 'joi';
import { bodyFaults } from '../ledger/check-body';
import { line, refuse } from '../ledger/fields';
import { shapeFault } from '../programs/faults';
import { timezoneNamed } from '../programs/timezones';

/** The body of a location. */
export interface LocationBody {
  readonly name: string;
  readonly timezone?: string | null;
}

/** Body of `POST /locations` and `PUT /locations/{id}`. */
export const locationBody = Joi.object<LocationBody>({
  name: line(255).required().description('What people call the place. Spaces around it are removed.'),
  timezone: Joi.string()
    .max(64)
    .allow(null)
    .description(
      'IANA zone, such as Europe/London, in which hours of rules are meant there. That of the business when left out; an edit without it keeps the one that is.',
    ),
});

/** The location in a body, with a zone that exists. Problem with every fault. */
export function readLocation(
  body: unknown,
  otherwise: { readonly timezone: string },
): { readonly name: string; readonly timezone: string } {
  const { value, faults } = bodyFaults(body, locationBody);
  const sent: unknown = (value as Partial<LocationBody> | null)?.timezone ?? otherwise.timezone;
  const timezone = typeof sent === 'string' ? timezoneNamed(sent) : null;
  const known = faults.some(({ pointer }) => pointer === '/timezone');
  if (timezone === null && !known) {
    const message = 'Time zone must be an IANA zone such as Europe/London';
    refuse([...faults, shapeFault('/timezone', 'unknown_timezone', message)]);
  }
  refuse(faults);
  return { name: value.name, timezone: timezone ?? otherwise.timezone };
}
