import { presentProgress } from '../ledger/present';
import { formatMoney, toMinorUnits } from '../money';
import type { Instant, ProgramDefinition } from '../program/program';
import { ruleFor } from '../rules';
import { cardSvg } from './card/card';
import type { Standing } from './card/standing';
import type { Place } from './sample-visits';
import { type Names, sentenceOf, sentencesOf } from './sentence';
import { halfway, type WorkedExample, workedExample } from './worked-example';

/** What a preview needs beside the definition. */
export interface PreviewSetting {
  readonly now: Instant;
  readonly names: Names;
  /** A participating location, if the program has some only. */
  readonly place: Place | null;
}

/** What a customer reads and sees of a program, and an example of what it does. Pure. */
export function previewOf(definition: ProgramDefinition, { now, names, place }: PreviewSetting) {
  const parts = sentencesOf(definition, names);
  const example = workedExample(definition, now, place);
  return {
    sentence: sentenceOf(parts),
    parts,
    card: cardSvg(definition, standingOf(definition, example)),
    example,
  };
}

/** A card as it looks halfway through the example; blank without one. */
function standingOf(definition: ProgramDefinition, example: WorkedExample | null): Standing {
  const { ruleType, ruleConfig, currency, timezone } = definition;
  const rule = ruleFor(ruleType);
  const context = { currency, timezone, balance: 0 };
  const blank = rule.progress(ruleConfig, context, rule.initialState, 0);
  const visit = example === null ? null : halfway(example);
  const { current, required } = visit?.progress ?? presentProgress(blank, currency);
  const { balance, balanceValue } = example ?? { balance: null, balanceValue: null };
  return {
    unit: rule.unit(ruleConfig),
    current: balance ?? current,
    required,
    // A ladder on which nothing stands out would say nothing.
    tier: rule.tiers?.ladder(ruleConfig, currency)[0]?.name ?? null,
    worth: balanceValue === null ? null : formatMoney(toMinorUnits(balanceValue, currency), currency),
  };
}
