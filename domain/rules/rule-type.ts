/**
 * The contract of a rule type. One file per type exports one object of this shape; everything else that knows about
 * rule types (validation, API schemas, documentation, forms, tests) is derived from the registry in `index.ts`.
 */
import type Joi from 'joi';
import type { ConfigProblem } from './problem';

/** What a rule counts. `amount` is money in minor units. */
export type Unit = 'points' | 'punches' | 'amount' | 'visits' | 'stamps';

/**
 * Written as methods, not as function fields, so that a definition of one config can stand in a list of all.
 */
export interface RuleDefinition<Config> {
  /** The name in the API and in the database: `PUNCH_CARD`. Its file is `punch-card.ts`. */
  readonly type: string;
  readonly title: string;
  /** One sentence for a list of rule types. */
  readonly summary: string;
  /** Markdown: how it earns, field by field where that is not plain. */
  readonly docs: string;
  /** Raised whenever the same config would earn differently. Stored with every ledger entry. */
  readonly logicVersion: number;
  /** A config to begin with, valid in every currency. */
  readonly defaults: Config;
  /** The shape of a config whose currency has `digits` decimals. Joi is received: it cannot load everywhere. */
  schema(joi: Joi.Root, digits: number): Joi.ObjectSchema<Config>;
  /** What a schema cannot say: fields that contradict one another. Sees configs of any shape, never throws. */
  check(config: unknown, digits: number): readonly ConfigProblem[];
  /** What this counts under `config`. */
  unit(config: Config): Unit;
  /** The sentence that a customer would read. */
  preview(config: Config, currency: string): string;
}
