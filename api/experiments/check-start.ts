import Joi from 'joi';
import { validateVariants } from '../../domain/experiments/validate-variants';
import type { Variant } from '../../domain/experiments/variant';
import { ruleOf } from '../../domain/ledger/rule-of';
import type { Program } from '../../domain/program/program';
import { bodyFaults } from '../ledger/check-body';
import { type Fault, meaningFault, refusalOf } from '../programs/faults';
import { type StartBody, startBody } from './body';

/** What a business wants to try out. */
export interface WantedExperiment extends Omit<StartBody, 'variants'> {
  readonly variants: readonly Variant[];
}

/** Reads the body of a start against the program. Problem with every fault otherwise. */
export function checkStart(body: unknown, program: Program): WantedExperiment {
  const { value, faults: shape } = bodyFaults<StartBody>(body, startBody);
  const sent = (body as { variants?: unknown } | null | undefined)?.variants;
  const checked = validateVariants(Joi, sent, program);
  if ('errors' in checked) throw refusalOf([...shape, ...checked.errors.map(faultOf)]);
  const faults = [...shape, ...otherUnits(checked.value, program)];
  if (faults.length > 0) throw refusalOf(faults);
  return { ...value, variants: checked.value };
}

function faultOf({ pointer, code, message }: Pick<Fault, 'pointer' | 'code' | 'message'>): Fault {
  return meaningFault(`/variants${pointer}`, code, message);
}

/** Tiers can count points, amounts or visits: an account that changes its variant must not change what it counts. */
function otherUnits(variants: readonly Variant[], program: Program): Fault[] {
  const rule = ruleOf(program);
  const unit = rule.unit(program.ruleConfig);
  return variants.flatMap(({ ruleConfig }, i) =>
    rule.unit(ruleConfig) === unit
      ? []
      : [
          meaningFault(
            `/variants/${i}/ruleConfig`,
            'unit_differs',
            `The variant must count ${unit}, as the program does`,
          ),
        ],
  );
}
