import type { Knex } from 'knex';
import type { Target } from './load/request';
import type { Preloaded } from './preload';
import type { Figure } from './report/figure';

/** One thing to measure, in a file of its own under cases/. */
export interface BenchCase {
  /** For `--only`. */
  readonly name: string;
  run(bench: Bench): Promise<Figure[]>;
}

/** What a case works with. */
export interface Bench {
  /** The product's API, with a token of the preloaded business. */
  readonly api: Target;
  /** The same in the name of another business. */
  apiOf(businessId: string): Promise<Target>;
  /** The bare Koa server on the same database. */
  readonly bare: Target;
  readonly database: Knex;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly temporalAddress: string;
  readonly preloaded: Preloaded;
  /** Where processes that a case starts write their output. */
  readonly logDir: string;
  readonly rounds: number;
  /** Length of a round under closed-loop load. */
  readonly seconds: number;
  /** Waits until no work of earlier requests is left in Temporal and the event stream; notes of what was left, if any. */
  settle(): Promise<string[]>;
  progress(text: string): void;
}
