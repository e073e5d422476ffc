/** A program's card as SVG: what its holder sees. The same for the same program and standing; refers to nothing outside. */
import { formatMoney, toMinorUnits } from '../../money';
import type { ProgramDefinition } from '../../program/program';
import { ruleFor } from '../../rules';
import type { Unit } from '../../rules/rule-type';
import { bar } from './bar';
import { ladder } from './ladder';
import { points } from './points';
import { spots } from './spots';
import type { Standing } from './standing';
import { cut, element, group, type Markup, words, wrapped } from './svg';

const [width, height] = [640, 400];

/** Dark enough that white on them has a contrast of 7 to 1. */
const shades: Readonly<Record<Unit, readonly [string, string]>> = {
  points: ['#1e3a8a', '#312e81'],
  punches: ['#6b2f1a', '#4a1d10'],
  amount: ['#14532d', '#134e4a'],
  visits: ['#134e4a', '#0f3a5a'],
  stamps: ['#701a44', '#4a1240'],
};

/** The card of a program in the hands of a customer. */
export function cardSvg(
  definition: Pick<ProgramDefinition, 'name' | 'ruleType' | 'ruleConfig' | 'currency'>,
  standing: Standing,
): string {
  const { name, ruleType, ruleConfig, currency } = definition;
  const rule = ruleFor(ruleType);
  const sentence = rule.preview(ruleConfig, currency);
  const id = `card-${hash(`${name} ${sentence}`)}`;
  const labels = `${id}-title ${id}-desc`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': labels,
      'font-family': 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif',
    },
    element('title', { id: `${id}-title` }, name),
    element('desc', { id: `${id}-desc` }, `${sentence} ${spoken(definition, standing)}`),
    background(id, shades[standing.unit]),
    words(40, 62, 32, cut(name, 32), { 'font-weight': 700 }),
    words(40, 90, 16, rule.title, { 'fill-opacity': 0.85 }),
    faceOf(definition, standing),
    ...wrapped(sentence, 66, 3).map((line, index) => words(40, 342 + index * 20, 15, line)),
  ).svg;
}

function stop(offset: number, color: string): Markup {
  return element('stop', { offset, 'stop-color': color });
}

function background(id: string, [from, to]: readonly [string, string]): Markup {
  const end = { id: `${id}-fill`, x1: 0, y1: 0, x2: 1, y2: 1 };
  return group(
    element('defs', {}, element('linearGradient', end, stop(0, from), stop(1, to))),
    element('rect', { width, height, rx: 28, fill: `url(#${id}-fill)` }),
    element('circle', { cx: 590, cy: 30, r: 120, fill: '#fff', 'fill-opacity': 0.05 }),
    element('rect', { x: 40, y: 318, width: 560, height: 1, fill: '#fff', 'fill-opacity': 0.3 }),
  );
}

/** More spots than this are too small to see: a bar says more. */
const mostSpots = 60;

/** The face follows from what the rule can do, so that a new rule type has one too. */
function faceOf(
  { ruleType, ruleConfig, currency }: Pick<ProgramDefinition, 'ruleType' | 'ruleConfig' | 'currency'>,
  standing: Standing,
): Markup {
  const { tiers } = ruleFor(ruleType);
  const { unit, current, required } = standing;
  if (tiers !== undefined) return ladder(tiers.ladder(ruleConfig, currency), standing.tier);
  if (required === null || required <= 0) return points(standing);
  if (unit !== 'amount' && required <= mostSpots) return spots({ ...standing, required });
  return bar(current / required, quantity(unit, current, currency), quantity(unit, required, currency));
}

function quantity(unit: Unit, value: number, currency: string): string {
  return unit === 'amount' ? formatMoney(toMinorUnits(value, currency), currency) : `${value} ${unit}`;
}

/** What the drawing shows, for those who do not see it. */
function spoken({ currency }: Pick<ProgramDefinition, 'currency'>, standing: Standing): string {
  const { unit, current, required, tier, worth } = standing;
  if (tier !== null) return `The card shows the tier ${tier}.`;
  const has = quantity(unit, current, currency);
  if (required !== null) return `The card shows ${has} of ${quantity(unit, required, currency)}.`;
  return worth === null ? `The card shows ${has}.` : `The card shows ${has}, worth ${worth}.`;
}

/** FNV-1a: cards that stand on one page must not share ids, and the same card is the same every time. */
function hash(text: string): string {
  let value = 0x81_1c_9d_c5;
  for (const character of text)
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
  return value.toString(36);
}
