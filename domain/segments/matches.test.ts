import type { CustomerFacts } from './facts';
import { matches } from './matches';
import { programsIn } from './programs-in';
import type { Condition } from './rule';

const now = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const context = { now, currency: 'USD', timezone: 'Asia/Kolkata' };
const card = '01890000-0000-7000-8000-00000000000a';
const tiers = '01890000-0000-7000-8000-00000000000b';

const customer: CustomerFacts = {
  attributes: { city: 'Leeds', age: 41, vip: true, born: '1985-02-03', note: null },
  accounts: [
    { programId: card, enrolledAt: now - 30 * day, tier: null },
    { programId: tiers, enrolledAt: now - 5 * day - 1, tier: 'Gold' },
  ],
  purchases: [
    { occurredAt: now - 40 * day, currency: 'USD', kept: 5_000 },
    { occurredAt: now - 3 * day, currency: 'USD', kept: 1_250 },
    // 18:29 and 18:31 in UTC are two days in Kolkata
    { occurredAt: Date.UTC(2026, 10, 20, 18, 29), currency: 'EUR', kept: 9_900 },
    { occurredAt: Date.UTC(2026, 10, 20, 18, 31), currency: 'USD', kept: 100 },
    { occurredAt: now - 60_000, currency: 'USD', kept: null },
    { occurredAt: now + 1, currency: 'USD', kept: 70_000 },
  ],
};

const yes: Condition[] = [
  { field: 'attributes.city', op: 'eq', value: 'Leeds' },
  { field: 'attributes.city', op: 'in', value: ['York', 'Leeds'] },
  { field: 'attributes.city', op: 'notIn', value: ['York'] },
  { field: 'attributes.age', op: 'gte', value: 41 },
  { field: 'attributes.vip', op: 'eq', value: true },
  { field: 'attributes.born', op: 'lt', value: '1985-02-04' },
  { field: 'attributes.city', op: 'exists', value: true },
  { field: 'attributes.note', op: 'exists', value: false },
  { field: 'attributes.toString', op: 'exists', value: false },
  { field: 'attributes.absent', op: 'ne', value: 'x' },
  { field: 'enrolledDays', op: 'eq', value: 30 },
  { field: 'enrolledDays', op: 'eq', value: 5, programId: tiers },
  { field: 'spend', op: 'eq', value: 63.5 },
  { field: 'spend', op: 'eq', value: 13.5, withinDays: 30 },
  { field: 'visits', op: 'eq', value: 4 },
  { field: 'visits', op: 'eq', value: 2, withinDays: 3 },
  { field: 'tier', op: 'eq', value: 'Gold', programId: tiers },
  { field: 'tier', op: 'in', value: ['Silver', 'Gold'], programId: tiers },
  { field: 'tier', op: 'exists', value: false, programId: card },
  { field: 'lastVisitDays', op: 'eq', value: 1 },
];

const no: Condition[] = [
  { field: 'attributes.city', op: 'eq', value: 'leeds' },
  { field: 'attributes.age', op: 'eq', value: '41' },
  { field: 'attributes.age', op: 'lt', value: '1985-02-04' },
  { field: 'attributes.city', op: 'gt', value: '1985-02-04' },
  { field: 'attributes.born', op: 'gt', value: 3 },
  { field: 'attributes.absent', op: 'lt', value: 3 },
  { field: 'attributes.absent', op: 'eq', value: 'undefined' },
  { field: 'enrolledDays', op: 'gt', value: 30 },
  { field: 'enrolledDays', op: 'eq', value: 30, programId: tiers },
  { field: 'spend', op: 'gt', value: 63.5 },
  { field: 'visits', op: 'gt', value: 4 },
  { field: 'tier', op: 'ne', value: 'Gold', programId: tiers },
  { field: 'tier', op: 'eq', value: 'Gold', programId: card },
  { field: 'lastVisitDays', op: 'lt', value: 1 },
];

test.each(yes)('holds for the customer: %j', (rule) => {
  expect(matches(rule, customer, context)).toBe(true);
});

test.each(no)('does not hold for the customer: %j', (rule) => {
  expect(matches(rule, customer, context)).toBe(false);
});

test('groups combine conditions', () => {
  const [a, b] = [yes[0], no[0]] as [Condition, Condition];
  expect(matches({ all: [a, b] }, customer, context)).toBe(false);
  expect(matches({ any: [a, b] }, customer, context)).toBe(true);
  expect(matches({ all: [a, { not: b }] }, customer, context)).toBe(true);
});

test('nobody came never, nor some days ago, before the first visit', () => {
  const stranger: CustomerFacts = { attributes: {}, accounts: [], purchases: [] };
  for (const op of ['lt', 'gte'] as const) {
    expect(matches({ field: 'lastVisitDays', op, value: 30 }, stranger, context)).toBe(false);
    expect(matches({ field: 'enrolledDays', op, value: 30 }, stranger, context)).toBe(false);
  }
  expect(matches({ field: 'visits', op: 'eq', value: 0 }, stranger, context)).toBe(true);
  expect(matches({ field: 'spend', op: 'eq', value: 0 }, stranger, context)).toBe(true);
});

test('programs that a rule asks about are found with their places', () => {
  const enrolled: Condition = { field: 'enrolledDays', op: 'gte', value: 1, programId: card };
  const inTier: Condition = { field: 'tier', op: 'exists', value: true, programId: tiers };
  expect(programsIn({ all: [{ not: enrolled }, { any: [yes[0] as Condition, inTier] }] })).toEqual([
    { programId: card, pointer: '/all/0/not/programId' },
    { programId: tiers, pointer: '/all/1/any/1/programId' },
  ]);
});
