import Joi from 'joi';
import type { Instant } from '../../domain/program/program';
import { localDateTimePattern, readDateTime, years } from '../../domain/schedule/local-text';
import { instantOf } from '../../domain/schedule/zone-clock';
import { type Fault, meaningFault, shapeFault } from '../programs/faults';
import { readInstant } from '../programs/instants';

/** The body of `POST /programs/{id}/scheduled-changes` as it is sent, once its shape is right. */
export interface ScheduledChangeBody {
  readonly at: string;
  /** Fields of an edit. */
  readonly changes: Readonly<Record<string, unknown>>;
}

export const scheduledChangeBody = Joi.object<ScheduledChangeBody>({
  at: Joi.string()
    .max(40)
    .required()
    .description(
      'When the change comes into force: RFC 3339 with an offset from UTC, or a local date-time such as 2027-03-01T00:00, read in the time zone that the program has now.',
    )
    .label('at'),
  changes: Joi.object()
    .unknown()
    .min(1)
    .required()
    .description('The fields that change, as in an edit; `ruleConfig` and lists are replaced as a whole.')
    .label('changes'),
});

/** When a change comes into force; a fault when the text is neither an instant nor a local date-time, or not to come. */
export function readAt(
  text: string,
  timezone: string,
  now: Instant,
): { readonly at: Instant } | { readonly fault: Fault } {
  const read = localDateTimePattern.test(text) ? readLocal(text, timezone) : readInstant(text);
  if ('fault' in read) return { fault: shapeFault('/at', 'not_an_instant', `at ${read.fault}`) };
  if (read.instant > now) return { at: read.instant };
  return { fault: meaningFault('/at', 'not_in_the_future', 'at must be in the future') };
}

function readLocal(text: string, timezone: string): { instant: Instant } | { fault: string } {
  const local = readDateTime(text);
  return local === null
    ? { fault: `must be a date and time that exist, in the years ${years}` }
    : { instant: instantOf(local, timezone) };
}
