import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Ledger } from '../db/ledger/ledger';
import type { ApiConfig } from './config';
import type { ProgramCommands } from './temporal/commands';
import type { Nudger } from './temporal/nudger';
import type { Operations } from './temporal/operations';

/** Everything the API reaches outside itself. Made in main.ts, or by a test. */
export interface ApiDependencies {
  readonly config: ApiConfig;
  readonly logger: Logger;
  readonly knex: Knex;
  /** Customers and their accounts. */
  readonly ledger: Ledger;
  /** Answers reads while the primary is down. */
  readonly replica: Knex | null;
  readonly redis: Redis | null;
  readonly temporal: TemporalGateway;
  /** Epoch milliseconds; the only clock of the API. */
  readonly now: () => number;
}

/** What the API asks of Temporal. */
export interface TemporalGateway {
  readonly commands: ProgramCommands;
  readonly nudger: Nudger;
  readonly operations: Operations;
  /** Whether Temporal answers within half a second; for readiness only. */
  isReachable(): Promise<boolean>;
}
