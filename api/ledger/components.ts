import { entryKinds } from '../../domain/ledger/posting';
import { rewardStatuses } from '../../domain/ledger/sheet';
import { rewardTypes } from '../../domain/rules/reward';
import { ruleTypes } from '../../domain/rules';
import { type Components, nullable, record, ref } from '../openapi/json-schema';

export const text = { type: 'string' } as const;
export const uuid = { type: 'string', format: 'uuid' } as const;
export const instant = { type: 'string', format: 'date-time' } as const;
export const number = { type: 'number' } as const;
export const integer = { type: 'integer' } as const;

const unit = { ...text, enum: ['points', 'punches', 'amount', 'visits', 'stamps'] } as const;
const tier = { ...nullable(text), description: 'Name of the tier that is held; only of rules with tiers.' };

/** Schemas of what the data plane shows everywhere: progress, rewards, accounts, ledger entries. */
export const ledgerComponents: Components = {
  Progress: {
    ...record({
      unit,
      current: number,
      required: { type: ['number', 'null'] },
      missing: { type: ['number', 'null'] },
    }),
    description: 'How far the customer is. Amounts are decimals of the currency, everything else is counted.',
  },
  TierValue: record({
    unit,
    period: { ...text, description: '`2026-03`, `2026-Q1`, `2026` or `lifetime`.' },
    current: number,
    required: number,
  }),
  TierStanding: record({
    since: nullable(instant),
    heldBy: { oneOf: [ref('TierValue'), { type: 'null' }] },
    next: {
      oneOf: [
        record({ name: text, unit, period: text, current: number, required: number, missing: number }),
        { type: 'null' },
      ],
    },
    lowersAt: {
      ...nullable(instant),
      description: 'When it is lowered unless the threshold is met by then.',
    },
  }),
  Reward: record(
    {
      id: { ...nullable(uuid), description: 'Null in the answer to a dry run.' },
      programId: uuid,
      customerId: uuid,
      status: { ...text, enum: rewardStatuses },
      rewardType: { ...text, enum: rewardTypes },
      rewardValue: { type: ['string', 'number'] },
      rewardDescription: text,
      issuedAt: instant,
      expiresAt: nullable(instant),
      reservedUntil: nullable(instant),
      redeemedAt: nullable(instant),
      redeemedLocationId: nullable(uuid),
    },
    ['customerId'],
  ),
  Reason: record({ code: text, message: text }),
  Outcome: record(
    {
      programId: uuid,
      ruleType: { ...text, enum: ruleTypes },
      unit,
      earned: { ...number, description: 'Below zero: taken back.' },
      progress: { oneOf: [ref('Progress'), { type: 'null' }] },
      tier,
      tierStanding: ref('TierStanding'),
      rewards: { type: 'array', items: ref('Reward'), description: 'Rewards that were given.' },
      revokedRewards: { type: 'array', items: uuid },
      reasons: {
        type: 'array',
        items: ref('Reason'),
        description: 'Why it earned nothing, or less than it could have.',
      },
      gaveWayTo: {
        ...uuid,
        description:
          'The program of the same exclusive group that earned instead; with the reason `gave_way`.',
      },
    },
    ['tier', 'tierStanding', 'revokedRewards', 'gaveWayTo'],
  ),
  Account: {
    ...record(
      {
        programId: uuid,
        customerId: uuid,
        ruleType: { ...text, enum: ruleTypes },
        enrolledAt: instant,
        balance: {
          type: ['integer', 'null'],
          description: 'Points that can be spent; null for other rules.',
        },
        balanceValue: { type: ['number', 'null'], description: 'What they are worth in the currency.' },
        progress: ref('Progress'),
        tier,
        tierStanding: ref('TierStanding'),
        expiries: {
          type: 'array',
          items: record({ expiresAt: instant, points: integer }),
          description: 'Every coming expiry of points, soonest first.',
        },
        rewards: {
          type: 'array',
          items: ref('Reward'),
          description: 'Rewards that can be used, and those redeemed within 90 days.',
        },
        lastActivityAt: nullable(instant),
      },
      ['tierStanding'],
    ),
    description: 'Where a customer stands in a program.',
  },
  LedgerEntry: record(
    {
      number: { type: 'integer', minimum: 1 },
      kind: { ...text, enum: entryKinds },
      quantity: { ...number, description: 'Signed, in the unit of the rule.' },
      balanceAfter: number,
      transactionId: nullable(uuid),
      refundId: nullable(uuid),
      rewardId: nullable(uuid),
      redemptionId: uuid,
      locationId: nullable(uuid),
      reason: text,
      reference: text,
      programVersion: integer,
      variant: {
        ...text,
        description: 'Variant of the experiment under which it happened; missing without one.',
      },
      actor: { ...text, description: '`user:<id>`, `operator` or `system`.' },
      occurredAt: instant,
      recordedAt: instant,
    },
    ['redemptionId', 'reason', 'reference', 'variant', 'recordedAt'],
  ),
  LedgerEntryList: record({
    data: { type: 'array', items: ref('LedgerEntry') },
    pagination: record({
      page: { type: 'integer', minimum: 1 },
      pageSize: integer,
      totalPages: integer,
      totalCount: integer,
    }),
  }),
};
