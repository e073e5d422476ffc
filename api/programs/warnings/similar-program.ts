import { statusAt } from '../../../domain/program/status';
import { collectTwice, runsWithin } from './similar';
import type { WarningCheck } from './warning';

/** An active program of a similar rule type at a shared location, while both run. */
export const similarProgram: WarningCheck = (definition, { now, others }) =>
  others
    .filter((other) => statusAt(other, now) === 'ACTIVE' && collectTwice(definition, other))
    .filter((other) => {
      const [own, its] = [runsWithin(definition, now), runsWithin(other, now)];
      return Math.max(own[0], its[0]) < Math.min(own[1], its[1]);
    })
    .map(({ id, name }) => ({
      pointer: '/ruleType',
      code: 'similar_program',
      message: `"${name}" is active, of a similar rule type and at a shared location: one purchase would count in both. An exclusive group lets only one earn`,
      program: { id, name },
    }));
