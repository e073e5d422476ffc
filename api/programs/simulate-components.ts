import { instant, integer, number, text } from '../ledger/components';
import { ruleTypes } from '../../domain/rules';
import { rewardTypes } from '../../domain/rules/reward';
import { type Components, type JsonSchema, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { simulateBody } from './simulate-body';

const tier = nullable(text);
const count = { ...integer, minimum: 0 };
const unit = { ...text, enum: ['points', 'punches', 'amount', 'visits', 'stamps'] };

/** Schemas of simulations. */
export const simulateComponents: Components = {
  Simulate: bodySchema(),
  Simulation: record({
    currency: text,
    timezone: { ...text, description: 'In which the days are meant.' },
    days: { type: 'array', items: ref('SimulatedDay') },
    summary: record({
      transactions: count,
      earningTransactions: count,
      unit,
      earned: number,
      rewardsIssued: count,
      rewardsExpired: count,
      pointsExpired: count,
      firstRewardAt: { ...nullable(text), format: 'date-time' },
    }),
  }),
  SimulatedDay: record({
    date: { ...text, format: 'date' },
    transactions: { type: 'array', items: ref('SimulatedOutcome') },
    rewardsIssued: count,
    expired: record({
      points: count,
      rewards: { type: 'array', items: text, description: 'What was promised.' },
    }),
    tierChanges: { type: 'array', items: record({ at: instant, from: tier, to: tier }) },
    endOfDay: record({
      balance: {
        type: ['integer', 'null'],
        description: 'Points that can be spent; null for other rules.',
      },
      balanceValue: { type: ['number', 'null'] },
      progress: ref('Progress'),
      tier,
      rewardsAvailable: count,
    }),
  }),
  SimulatedOutcome: record(
    {
      occurredAt: instant,
      ruleType: { ...text, enum: ruleTypes },
      unit,
      earned: number,
      progress: { oneOf: [ref('Progress'), { type: 'null' }] },
      tier,
      tierStanding: ref('TierStanding'),
      rewards: {
        type: 'array',
        items: record({
          rewardType: { ...text, enum: rewardTypes },
          rewardValue: { type: ['string', 'number'] },
          rewardDescription: text,
          expiresAt: { ...nullable(text), format: 'date-time' },
        }),
      },
      reasons: { type: 'array', items: ref('Reason') },
    },
    ['tier', 'tierStanding'],
  ),
};

/** What Joi emits; the program in it is the body of a create. */
function bodySchema(): JsonSchema {
  const emitted = schemaOfJoi(simulateBody) as JsonSchema & { properties: Record<string, JsonSchema> };
  return { ...emitted, properties: { ...emitted.properties, program: ref('ProgramNew') } };
}
