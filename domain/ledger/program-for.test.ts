import * as fc from 'fast-check';
import { day, noon, programOf } from '../../test/support/programs';
import { assignVariant } from '../experiments/assign';
import { startExperiment } from '../experiments/start-and-end';
import type { Program } from '../program/program';
import { ruleFor } from '../rules';
import { programFor, underVariant } from './program-for';

const { defaults } = ruleFor('PUNCH_CARD');
const variants = ['control', 'eight', 'six'].map((name, n) => ({
  name,
  weight: [50, 30, 20][n] as number,
  control: n === 0,
  ruleConfig: { ...defaults, punchesRequired: 10 - 2 * n },
}));
const experiment = { id: '01890000-0000-7000-8000-00000000000a', variants };
const by = { actor: 'user:owner', at: noon } as const;
const tried = (wish = {}): Program => startExperiment(programOf(wish), experiment, by).program;

test('without an experiment a program is the very object that it was', () => {
  const program = programOf();
  expect(programFor(program, 'anyone', noon)).toBe(program);
  expect(underVariant(program, undefined)).toBe(program);
});

test('every customer has the config of the variant that follows from the ids, and the same object each time', () => {
  const program = tried();
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: noon, max: noon + 1_000 * day }), (customerId, at) => {
      const { name, ruleConfig } = assignVariant(experiment.id, customerId, variants);
      const own = programFor(program, customerId, at);
      expect(own).toEqual({ ...program, ruleConfig, experiment: null, variant: name });
      expect(programFor(program, customerId, at + 1)).toBe(own);
      expect(programFor(own, customerId, at)).toBe(own);
    }),
  );
});

test('from the instant at which the program ends it has its own config, recorded or not', () => {
  const endsAt = noon + day;
  const program = tried({ endsAt });
  expect(programFor(program, 'anyone', endsAt - 1).variant).toBeDefined();
  expect(programFor(program, 'anyone', endsAt)).toBe(program);
});

test('a version of a program in a variant that it never had is nothing', () => {
  expect(underVariant(tried(), 'seven')).toBeUndefined();
  expect(underVariant(programOf(), 'control')).toBeUndefined();
  expect(underVariant(tried(), 'eight')?.ruleConfig).toEqual({ ...defaults, punchesRequired: 8 });
});
