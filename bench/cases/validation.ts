import Joi from 'joi';
import { type RuleType, ruleFor, ruleTypes } from '../../domain/rules';
import { validateRuleConfig } from '../../domain/rules/validate';
import type { BenchCase } from '../case';
import { Recorder } from '../load/recorder';
import type { Summary } from '../load/summary';
import { figure } from '../report/figure';
import { under } from '../report/target';

const warmUps = 2_000;
const measured = 10_000;

/** Validation of each rule type's config, in process: its defaults and a config with everything wrong, in turns. */
export const validation: BenchCase = {
  name: 'validation',
  async run({ progress }) {
    return ruleTypes.map((type) => {
      progress(`  ${type}`);
      const configs = [ruleFor(type).defaults, everythingWrong(type)];
      const product = timed(configs, (config) => validateRuleConfig(Joi, type, config, { currency: 'USD' }));
      const ceiling = timed(configs, (config) => JSON.parse(JSON.stringify(config)));
      return figure({
        case: `validate ${type}`,
        product,
        ceiling,
        ceilingName: 'the same configs written and read as JSON',
        targets: [under('p99', 1)],
      });
    });
  },
};

/** Every field of the type's defaults with a value that it does not take, and one that it does not know. */
function everythingWrong(type: RuleType): unknown {
  const names = Object.keys(ruleFor(type).defaults);
  return { ...Object.fromEntries(names.map((name) => [name, { wrong: -1 }])), unheardOf: true };
}

function timed(configs: readonly unknown[], validate: (config: unknown) => unknown): Summary {
  for (let run = 0; run < warmUps; run++) validate(configs[run % configs.length]);
  const recorder = new Recorder();
  for (let run = 0; run < measured; run++) {
    const since = performance.now();
    validate(configs[run % configs.length]);
    recorder.add(performance.now() - since);
  }
  return recorder.finish();
}
