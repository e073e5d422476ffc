/** Postgres, Redis and Temporal that this run may fill as it likes. */
export interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly temporalAddress: string;
}

/** The services named by the environment. Error when one is missing: `npm run bench` starts all three. */
export function servicesFromEnvironment(env: NodeJS.ProcessEnv = process.env): Services {
  const read = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set; \`npm run bench\` starts the services and sets it`);
    return value;
  };
  return {
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
    temporalAddress: read('TEMPORAL_ADDRESS'),
  };
}
