/** Hours of the day in which a purchase counts, in the location's local time. They may pass midnight: 22 to 2. */
import type Joi from 'joi';
import { group, whole } from './fields';
import { type ConfigProblem, fieldsOf, problem } from './problem';

export interface ValidHours {
  /** First hour that counts, 0 to 23. */
  readonly start: number;
  /** First hour that no longer counts, 0 to 24. */
  readonly end: number;
}

/** Schema of `ValidHours`. */
export function validHoursField(joi: Joi.Root): Joi.ObjectSchema<ValidHours> {
  return group<ValidHours>(joi, 'Valid hours', {
    start: whole(joi, 'Start of valid hours', 0, 23)
      .required()
      .description('First hour that counts, in local time'),
    end: whole(joi, 'End of valid hours', 0, 24)
      .required()
      .description('Hour at which it stops; 2 after 22 is the next day'),
  });
}

/** Finds hours that start when they end. */
export function checkHours(config: unknown): readonly ConfigProblem[] {
  const { start, end } = fieldsOf(fieldsOf(config)['validHours']);
  if (typeof start !== 'number' || start !== end) return [];
  const message =
    'End of valid hours must differ from their start; leave valid hours out to allow the whole day';
  return [problem(['validHours', 'end'], 'equal_hours', message)];
}

/** Whether a purchase in local hour `hour` (0 to 23) counts. */
export function isWithin(hours: ValidHours, hour: number): boolean {
  const { start, end } = hours;
  return start < end ? hour >= start && hour < end : hour >= start || hour < end;
}

/** `between 06:00 and 14:00`. */
export function describeHours(hours: ValidHours): string {
  return `between ${clock(hours.start)} and ${clock(hours.end)}`;
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
