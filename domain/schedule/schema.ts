/** The shape of a schedule. What its texts mean is checked by `validateSchedule` only. */
import type Joi from 'joi';
import { group, list, text } from '../rules/fields';
import type { Blackout, Recurrence, Schedule } from './schedule';

/** Blackouts that a schedule can have. */
export const mostBlackouts = 100;

/** The Joi schema of a schedule. It refuses every coercion. */
export function scheduleSchema(joi: Joi.Root): Joi.ObjectSchema<Schedule> {
  const recurrence = group<Recurrence>(joi, 'Recurrence', {
    rrule: text(joi, 'Recurrence rule', 500).required(),
    start: text(joi, 'Start', 40).required(),
    duration: text(joi, 'Duration', 40).required(),
  });
  const blackout = group<Blackout>(joi, 'Blackout', {
    from: text(joi, 'Start of a blackout', 40).required(),
    to: text(joi, 'End of a blackout', 40).required(),
  });
  return group<Schedule>(joi, 'Schedule', {
    recurrence,
    blackouts: list(joi, 'Blackouts', blackout, 0, mostBlackouts),
  }).prefs({ convert: false, abortEarly: false });
}
