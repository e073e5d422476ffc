import { definitionOf } from '../../../test/support/programs';
import type { ProgramDefinition } from '../../program/program';
import { rules } from '../../rules';
import type { Unit } from '../../rules/rule-type';
import { cardSvg } from './card';
import type { Standing } from './standing';
import { elementsOf } from './xml.fixtures';

const standing = (unit: Unit, differing: Partial<Standing> = {}): Standing => ({
  unit,
  current: 3,
  required: 8,
  tier: null,
  worth: null,
  ...differing,
});
const card = (definition: Partial<ProgramDefinition>, shown: Standing): string =>
  cardSvg(definitionOf(definition), shown);
const count = (svg: string, name: string): number =>
  elementsOf(svg).filter((element) => element.name === name).length;

const kinds = (of: string) => new Set(elementsOf(of).map((element) => element.name));

describe.each(rules.map((rule) => [rule.type, rule] as const))('the card of %s', (ruleType, rule) => {
  const unit = rule.unit(rule.defaults as never);
  const tier = ruleType === 'TIER_BASED' ? 'Gold' : null;
  const required = ruleType === 'POINTS_BASED' ? null : 8;
  const svg = card({ ruleType, ruleConfig: rule.defaults }, standing(unit, { tier, required }));

  it('is a picture with a title and a description', () => {
    const [root, title, desc] = elementsOf(svg);
    expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img', viewBox: '0 0 640 400' } });
    expect([title?.name, title?.text, desc?.name]).toEqual(['title', 'Coffee card', 'desc']);
    expect(root?.attributes['aria-labelledby']).toBe(`${title?.attributes['id']} ${desc?.attributes['id']}`);
    expect(desc?.text).toContain('The card shows');
  });

  it('refers to nothing outside, and runs nothing', () => {
    const own = new Set(elementsOf(svg).map(({ attributes }) => attributes['id']));
    for (const { name, attributes } of elementsOf(svg)) {
      expect(['script', 'image', 'use', 'style', 'a', 'foreignObject']).not.toContain(name);
      expect(Object.keys(attributes).filter((key) => key.startsWith('on') || key.includes('href'))).toEqual(
        [],
      );
    }
    const references = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(references.filter((id) => !own.has(id))).toEqual([]);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|data:|javascript:/);
  });

  it('is the same every time', () => {
    expect(card({ ruleType, ruleConfig: rule.defaults }, standing(unit, { tier, required }))).toBe(svg);
  });
});

test.each([
  ['punches', 'circle', 1 + 8 + 3],
  ['stamps', 'polygon', 3],
  ['visits', 'path', 3],
] as const)('%s that are made are drawn', (unit, name, expected) => {
  expect(count(card({}, standing(unit)), name)).toBe(expected);
});

test('every spot lies on its part of the card, however many there are', () => {
  for (let required = 2; required <= 60; required += 1) {
    const spots = elementsOf(card({}, standing('stamps', { required, current: 1 })))
      .filter(({ name, attributes }) => name === 'circle' && attributes['cx'] !== '590')
      .map(({ attributes }) => ['cx', 'cy', 'r'].map((key) => Number(attributes[key])));
    expect(spots).toHaveLength(required);
    for (const [x = 0, y = 0, r = 0] of spots) {
      expect([x - r >= 39, x + r <= 601, y - r >= 110, y + r <= 312, r > 5]).toEqual(Array(5).fill(true));
    }
  }
});

test('too many spots are a bar, and so is money', () => {
  expect(card({}, standing('visits', { required: 100 }))).toContain('of 100 visits');
  expect(card({ currency: 'JPY' }, standing('amount', { current: 40, required: 100 }))).toContain('¥40');
});

test('points with what they are worth', () => {
  const svg = card({}, standing('points', { required: null, current: 12_345, worth: '$123.45' }));
  expect(svg).toContain('12,345');
  expect(svg).toContain('points, worth $123.45');
});

test('of many tiers those around the one that is held are shown', () => {
  const tiers = Array.from({ length: 12 }, (_, index) => ({
    name: `Level ${index + 1}`,
    threshold: { type: 'visits' as const, value: index + 1, period: 'yearly' as const },
    benefits: [],
  }));
  const definition = {
    ruleType: 'TIER_BASED' as const,
    ruleConfig: { tiers, evaluationPeriod: 'yearly' as const },
  };
  const svg = card(definition, standing('visits', { tier: 'Level 6' }));
  expect(
    elementsOf(svg)
      .filter(({ text }) => /^Level \d+$/.test(text))
      .map(({ text }) => text),
  ).toEqual(['Level 6', 'Level 7', 'Level 8', 'Level 9']);
  expect(svg).toContain('8 more');
});

test.each([
  '<script>alert(1)</script>',
  `"/><image href='https://evil.example'/>`,
  ']]><!-- & -->',
  'a\u0000b\u0007\ud800c\ufffe',
  'Ünïcödé ☕ بطاقة 咖啡',
  'word '.repeat(60),
  'x'.repeat(255),
])('what people wrote is text and nothing else: %#', (name) => {
  const reward = {
    rewardType: 'free_item',
    rewardValue: 'x',
    rewardDescription: name.slice(0, 200),
  } as const;
  const svg = card({ name, ruleConfig: { punchesRequired: 8, ...reward } }, standing('punches'));
  const plain = card({}, standing('punches'));
  expect(kinds(svg)).toEqual(kinds(plain));
  // oxlint-disable-next-line no-control-regex
  expect(svg).not.toMatch(/[\u0000-\u0008\ufffe]|\p{Surrogate}/u);
});
