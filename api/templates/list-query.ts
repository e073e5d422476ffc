import Joi from 'joi';
import { type RuleType, ruleTypes } from '../../domain/rules';

/** The query of `GET /templates`. */
export interface TemplatesQuery {
  readonly industry?: string;
  readonly ruleType?: RuleType[];
  readonly q?: string;
}

/** Parameters of `GET /templates`. */
export const listQuery = Joi.object<TemplatesQuery>({
  industry: Joi.string()
    .lowercase()
    .max(40)
    .description('Only templates of this industry, such as `coffee`.'),
  ruleType: Joi.array()
    .items(Joi.string().valid(...ruleTypes))
    .single()
    .max(ruleTypes.length)
    .unique()
    .description('Only templates of one of these rule types. Repeatable.'),
  q: Joi.string().max(255).description('Part of the name or the description, in upper or lower case.'),
});
