import { analyticsIntervals } from '../../db/analytics/read-analytics';
import { type Components, nullable, record, ref } from '../openapi/json-schema';

const text = { type: 'string' } as const;
const day = { type: 'string', format: 'date' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const quantity = { type: 'number', minimum: 0 } as const;
const rate = nullable({ type: 'number', description: 'Null when there was nothing to redeem.' });
const unit = { ...text, enum: ['points', 'punches', 'amount', 'visits', 'stamps'] } as const;

const activity = {
  earned: quantity,
  reversed: { ...quantity, description: 'Taken back by refunds.' },
  redeemed: { ...quantity, description: 'Points that were spent; progress toward rewards is not.' },
  redemptionsCancelled: { ...quantity, description: 'Points given back by cancelled redemptions.' },
  expired: quantity,
  adjusted: { type: 'number', description: 'By hand and by import, down or up.' },
  redemptionRate: rate,
  rewards: ref('RewardActivity'),
};

const people = {
  enrollments: count,
  activeParticipants: { ...count, description: 'Distinct customers who earned or redeemed.' },
};

/** Named schemas of analytics. */
export const analyticsComponents: Components = {
  RewardActivity: record({
    issued: count,
    revoked: { ...count, description: 'Taken back by refunds.' },
    redeemed: count,
    redemptionsCancelled: count,
    expired: count,
    redemptionRate: rate,
  }),
  ProgramAnalytics: record({
    programId: { ...text, format: 'uuid' },
    timezone: { ...text, description: 'The days are local days of this zone.' },
    interval: { ...text, enum: analyticsIntervals },
    from: day,
    to: { ...day, description: 'The day after the last one.' },
    unit,
    totals: record({ ...people, ...activity }),
    outstanding: {
      oneOf: [
        record({
          points: {
            type: 'integer',
            description: 'What customers hold together at this instant, debts taken off.',
          },
          value: { type: 'number', description: "What it is worth, in the program's currency." },
        }),
        { type: 'null' },
      ],
      description: 'Null for rules whose progress cannot be spent.',
    },
    buckets: {
      type: 'array',
      items: record({ start: day, startsAt: instant, endsAt: instant, ...people, ...activity }),
    },
    locations: {
      type: 'array',
      items: record({
        locationId: nullable({ ...text, format: 'uuid', description: 'Null: no location was named.' }),
        ...activity,
      }),
    },
  }),
};
