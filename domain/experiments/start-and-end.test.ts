import * as fc from 'fast-check';
import { day, noon, programOf } from '../../test/support/programs';
import { underVariant } from '../ledger/program-for';
import { decide } from '../program/commands';
import { settle } from '../program/due';
import { nextTask, stillWanted } from '../program/housekeeping';
import type { Program } from '../program/program';
import { type RuleConfig, ruleFor } from '../rules';
import { changesUnderTest } from './frozen-fields';
import { runningExperiment } from './running';
import { isSameConfig } from './same-config';
import { endExperiment, startExperiment } from './start-and-end';

const { defaults } = ruleFor('PUNCH_CARD');
const control = { name: 'control', weight: 50, control: true, ruleConfig: defaults };
const eight = { name: 'eight', weight: 50, ruleConfig: { ...defaults, punchesRequired: 8 } };
const experiment = { id: '01890000-0000-7000-8000-00000000000a', variants: [control, eight] };
const by = (at: number) => ({ actor: 'user:owner' as const, at });
const tried = (wish = {}): Program => startExperiment(programOf(wish), experiment, by(noon)).program;
const kinds = ({ revisions }: { revisions: readonly { kind: string }[] }) =>
  revisions.map(({ kind }) => kind);

test('it starts and ends as revisions of the program, after whatever was due', () => {
  const program = programOf({ startsAt: noon + day });
  const started = startExperiment(program, experiment, by(noon + 2 * day));
  expect(kinds(started)).toEqual(['activated', 'experiment_started']);
  expect(started.revisions[1]).toMatchObject({
    actor: 'user:owner',
    occurredAt: noon + 2 * day,
    previousStatus: 'ACTIVE',
  });
  expect(started.program.experiment).toEqual(experiment);
  const ended = endExperiment(started.program, null, by(noon + 3 * day));
  expect(kinds(ended)).toEqual(['experiment_ended']);
  expect(ended.program).toMatchObject({ experiment: null, ruleConfig: program.ruleConfig });
});

test('a promoted variant becomes the config of the program, if it is not', () => {
  const promoted = endExperiment(tried(), eight, by(noon + day));
  expect(kinds(promoted)).toEqual(['experiment_ended', 'updated']);
  expect(promoted.revisions[0]?.program.ruleConfig).toEqual(defaults);
  expect(promoted.program).toMatchObject({ ruleConfig: eight.ruleConfig, experiment: null });
  expect(kinds(endExperiment(tried(), control, by(noon + day)))).toEqual(['experiment_ended']);
});

test.each(['end', 'delete'] as const)('a command to %s the program ends it', (name) => {
  const command = { name, actor: 'operator' as const, commandId: 'c', at: noon + day };
  expect(decide(tried(), command).change.program.experiment).toBeNull();
});

test('the clock ends it with the program, to the millisecond', () => {
  const endsAt = noon + day;
  const program = tried({ endsAt });
  expect(runningExperiment(program, endsAt - 1)).toEqual(experiment);
  expect(runningExperiment(program, endsAt)).toBeNull();
  expect(settle(program, endsAt).program.experiment).toBeNull();
});

test('a pause does not end it', () => {
  const pause = { name: 'pause', actor: 'operator', commandId: 'c', at: noon + day } as const;
  expect(decide(tried(), pause).change.program.experiment).toEqual(experiment);
});

/** Tiers that are reviewed at each end of such a period. */
const tiersOf = (evaluationPeriod: 'monthly' | 'quarterly' | 'yearly'): RuleConfig => ({
  tiers: [{ name: 'Gold', threshold: { type: 'visits', value: 2, period: 'monthly' }, benefits: [] }],
  evaluationPeriod,
  degradationRules: { enabled: true, gracePeriodMonths: 12 },
});

test('tiers are reviewed whenever those of some variant must be', () => {
  const program = programOf(
    { ruleType: 'TIER_BASED', timezone: 'UTC', ruleConfig: tiersOf('yearly') },
    { activatedAt: Date.UTC(2026, 10, 10), housekeeping: { reviewedAt: Date.UTC(2026, 10, 20) } },
  );
  const reviewOf = (...periods: ('monthly' | 'quarterly' | 'yearly')[]) => {
    const variants = periods.map((period, n) => ({ name: `v${n}`, weight: 50, ruleConfig: tiersOf(period) }));
    return nextTask({ ...program, experiment: { id: experiment.id, variants } })?.at;
  };
  const tasks = [nextTask(program)?.at, reviewOf('yearly', 'monthly'), reviewOf('monthly', 'quarterly')];
  expect(tasks).toEqual([Date.UTC(2027, 0, 1), Date.UTC(2026, 11, 1), Date.UTC(2026, 11, 1)]);
});

test('a review is wanted of the customers whose variant has it then, and of no other', () => {
  const variants = [
    { name: 'monthly', weight: 50, ruleConfig: tiersOf('monthly') },
    { name: 'yearly', weight: 50, ruleConfig: tiersOf('yearly') },
  ];
  const program = programOf(
    { ruleType: 'TIER_BASED', timezone: 'UTC', ruleConfig: tiersOf('yearly') },
    { activatedAt: Date.UTC(2026, 10, 10), experiment: { id: experiment.id, variants } },
  );
  const december = { kind: 'review', at: Date.UTC(2026, 11, 1) } as const;
  const reviewed = variants.map(({ name }) => stillWanted(underVariant(program, name) as Program, december));
  expect(reviewed).toEqual([true, false]);
});

test('what is tried out must not change; all else may', () => {
  const program = tried();
  expect(changesUnderTest(program, program)).toEqual([]);
  expect(changesUnderTest(program, { name: 'Another', timezone: 'UTC', priority: 3 })).toEqual([]);
  const edit = { ruleType: 'STAMP_CARD', ruleConfig: eight.ruleConfig, currency: 'GBP' } as const;
  expect(changesUnderTest(program, edit)).toEqual(['ruleType', 'ruleConfig', 'currency']);
});

test('configs are the same whatever the order of their keys, and only then', () => {
  const json = fc.dictionary(
    fc.string(),
    fc.jsonValue(),
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<RuleConfig>;
  fc.assert(
    fc.property(json, (config) => {
      const turned = Object.fromEntries(Object.entries(config).toReversed()) as unknown as RuleConfig;
      expect(isSameConfig(config, turned)).toBe(true);
      expect(isSameConfig(config, { ...config, more: 1 } as unknown as RuleConfig)).toBe(false);
    }),
  );
  expect(isSameConfig(defaults, eight.ruleConfig)).toBe(false);
});
