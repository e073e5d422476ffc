import Joi from 'joi';
import { programsIn } from '../../domain/segments/programs-in';
import type { SegmentRule } from '../../domain/segments/rule';
import { validateSegmentRule } from '../../domain/segments/validate';
import { missingPrograms } from '../../db/segments/missing-programs';
import type { SegmentFacts } from '../../db/segments/segment-store';
import { defaultsOfBusiness } from '../businesses';
import { bodyFaults } from '../ledger/check-body';
import { line, refuse } from '../ledger/fields';
import { meaningFault } from '../programs/faults';
import type { Call } from '../route';

/** The body of a segment as it is sent, once its shape is right. */
interface SegmentBody {
  readonly name: string;
  readonly rule: unknown;
}

/** Body of `POST /segments` and `PUT /segments/{id}`; what is in the rule is checked by `validateSegmentRule`. */
export const segmentBody = Joi.object<SegmentBody>({
  name: line(255).required().description('For the people of the business. Spaces around it are removed.'),
  rule: Joi.any().required(),
});

/** The segment in a body, every fault of it at once. Problem if there is any. */
export async function readSegment(call: Call): Promise<SegmentFacts> {
  const { value, faults } = bodyFaults(call.body, segmentBody);
  if (value?.rule === undefined) refuse(faults);
  const { currency } = await defaultsOfBusiness(call);
  const checked = validateSegmentRule(Joi, value.rule, { currency });
  if ('value' in checked) {
    refuse([...faults, ...(await unknownPrograms(call, checked.value))]);
    return { name: value.name, rule: checked.value };
  }
  const ofRule = checked.errors.map(({ pointer, code, message }) =>
    meaningFault(`/rule${pointer}`, code, message),
  );
  refuse([...faults, ...ofRule]);
  throw new RangeError('a rule that is not valid has faults');
}

async function unknownPrograms({ deps, tenant }: Call, rule: SegmentRule) {
  const mentions = programsIn(rule);
  if (mentions.length === 0) return [];
  const missing = await missingPrograms(
    deps.knex,
    tenant,
    mentions.map(({ programId }) => programId),
  );
  return mentions
    .filter(({ programId }) => missing.has(programId))
    .map(({ pointer }) =>
      meaningFault(`/rule${pointer}`, 'unknown_program', 'Program must be one of your business'),
    );
}
