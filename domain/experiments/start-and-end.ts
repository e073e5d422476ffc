import { settle } from '../program/due';
import type { Instant, Program } from '../program/program';
import { type Actor, append, type Change, type Happening, type RevisionKind } from '../program/revision';
import { statusAt } from '../program/status';
import { isSameConfig } from './same-config';
import type { RunningExperiment, Variant } from './variant';

/** Who starts or ends an experiment, and when. */
interface By {
  readonly actor: Actor;
  readonly at: Instant;
}

/** Puts an experiment on a program, under revision `experiment_started`; what was due before is settled first. Pure. */
export function startExperiment(program: Program, experiment: RunningExperiment, by: By): Change {
  const settled = settle(program, by.at);
  return append(settled, happeningOf('experiment_started', settled, by), { experiment });
}

/**
 * Takes the experiment off a program, under revision `experiment_ended`. The config of a promoted variant becomes the
 * program's by one more revision, `updated`, unless it is the program's already. Pure.
 */
export function endExperiment(program: Program, promoted: Variant | null, by: By): Change {
  const settled = settle(program, by.at);
  const ended = append(settled, happeningOf('experiment_ended', settled, by), { experiment: null });
  if (promoted === null || isSameConfig(promoted.ruleConfig, ended.program.ruleConfig)) return ended;
  return append(ended, happeningOf('updated', ended, by), { ruleConfig: promoted.ruleConfig });
}

function happeningOf(kind: RevisionKind, { program }: Change, { actor, at }: By): Happening {
  return { kind, actor, at, previousStatus: statusAt(program, at) };
}
