import type { Instant, Program, ProgramDefinition } from '../../domain/program/program';
import { definitionFields, pickFields } from '../../domain/program/program';
import {
  definitionThen,
  mostScheduledChanges,
  type ScheduledChange,
  withChange,
} from '../../domain/program/scheduled-change';
import { bodyFaults } from '../ledger/check-body';
import { editBody } from '../programs/body-schema';
import { checkDefinition, type Setting } from '../programs/check-definition';
import { checkExperiment } from '../programs/check-edit';
import { checkPending } from '../programs/check-pending';
import { checkShape } from '../programs/check-shape';
import { type Fault, meaningFault, refusalOf } from '../programs/faults';
import { definitionBody } from '../programs/stored-body';
import { readAt, scheduledChangeBody, type ScheduledChangeBody } from './body';

/** A change as it is asked for. */
export type WantedChange = Pick<ScheduledChange, 'at' | 'definition'>;

/**
 * The change in a body, checked as an edit of the program would be at its instant, on top of the changes before it; those
 * after it must stay possible. Problem with every fault.
 * @param program settled at `now`, and not ended
 */
export function readWanted(program: Program, body: unknown, now: Instant): WantedChange {
  const { value, faults } = bodyFaults(body, scheduledChangeBody);
  if (faults.length > 0) throw refusalOf(faults);
  const read = readAt(value.at, program.timezone, now);
  const at = 'at' in read ? read.at : now;
  const base = definitionThen(program, at);
  const timing = 'fault' in read ? [read.fault] : checkAt(base, at);
  const checked = checkChanges(program, base, value, { now: at, live: timing.length === 0 });
  const all = [...timing, ...checkCount(program), ...checked.faults];
  if (all.length > 0 || checked.definition === null) throw refusalOf(all);
  const wanted = { at, definition: checked.definition };
  refuseConflict(program, wanted, now);
  return wanted;
}

function checkChanges(
  program: Program,
  base: ProgramDefinition,
  { changes }: ScheduledChangeBody,
  moment: Pick<Setting, 'now' | 'live'>,
): { definition: Partial<ProgramDefinition> | null; faults: Fault[] } {
  const shape = checkShape({ ...definitionBody({ ...program, ...base }), ...changes }, editBody);
  const { definition, faults } = checkDefinition(shape, { defaults: base, ...moment });
  const changed =
    definition === null
      ? null
      : pickFields(
          definition,
          definitionFields.filter((field) => field in changes),
        );
  const all = [...faults, ...checkRuleType(program, changed), ...checkExperiment(program, changed)];
  return {
    definition: changed,
    faults: all.map((fault) => ({ ...fault, pointer: `/changes${fault.pointer}` })),
  };
}

/** A draft may be live by then, and its customers be counted by the rule it has. */
function checkRuleType(program: Program, changed: Partial<ProgramDefinition> | null): Fault[] {
  if (changed?.ruleType === undefined || changed.ruleType === program.ruleType) return [];
  const message = `Rule type must stay ${program.ruleType}: it cannot be changed by a scheduled change`;
  return [meaningFault('/ruleType', 'rule_type_fixed', message)];
}

function checkAt({ endsAt }: ProgramDefinition, at: Instant): Fault[] {
  if (endsAt === null || at < endsAt) return [];
  const message = 'at must lie before the end of the program: nothing comes into force after it';
  return [meaningFault('/at', 'after_the_end', message)];
}

function checkCount({ scheduledChanges }: Program): Fault[] {
  if (scheduledChanges.length < mostScheduledChanges) return [];
  const message = `A program can have ${mostScheduledChanges} scheduled changes: cancel one first`;
  return [meaningFault('', 'too_many', message)];
}

function refuseConflict(program: Program, wanted: WantedChange, createdAt: Instant): void {
  const change: ScheduledChange = { ...wanted, id: 'new', actor: 'system', createdAt };
  const faults = checkPending({ ...program, scheduledChanges: withChange(program, change) }, program);
  if (faults.length > 0) throw refusalOf(faults);
}
