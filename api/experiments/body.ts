import Joi from 'joi';
import { metrics, type Metric } from '../../domain/experiments/variant';
import { line } from '../ledger/fields';

/** Body of `POST /programs/{id}/experiments`; the variants are checked by their own rules. */
export interface StartBody {
  readonly name: string;
  readonly metric: Metric;
  readonly variants: unknown;
}

export const startBody = Joi.object<StartBody>({
  name: line(255).required().label('Name'),
  metric: Joi.string()
    .valid(...metrics)
    .required()
    .description(
      'By what the variants compete. Chosen before anything is known, so that no measure is picked by luck.',
    )
    .label('Metric'),
  variants: Joi.any(),
})
  .required()
  .label('Body');

/** Body of `POST /experiments/{id}/end`. */
export interface EndBody {
  readonly promote?: string | null;
}

export const endBody = Joi.object<EndBody>({
  promote: Joi.string()
    .max(40)
    .allow(null)
    .description(
      "Name of the variant whose config becomes the program's; left out: the program goes on with its own.",
    )
    .label('Promote'),
}).label('Body');
