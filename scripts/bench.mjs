// npm run bench [-- arguments]: the benchmarks, on parts of their own with the durable settings of npm start.
import { randomBytes } from 'node:crypto';
import { startThrowaway } from './services/throwaway.mjs';
import { audience, issuer } from './stack/jwt.mjs';
import { runScript } from './stack/processes.mjs';
import { ensureBuilt } from './support/build.mjs';
import { runInForeground } from './support/processes.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { inRoot, root } from './support/paths.mjs';
import { configureReport, step } from './support/report.mjs';

configureReport({ stream: process.stderr }); // stdout is for the results
let cleanUp = () => {};

function environment({ postgres, redis, temporal }) {
  return {
    ...process.env,
    DATABASE_URL: postgres.url,
    ...(redis.url && { REDIS_URL: redis.url }),
    TEMPORAL_ADDRESS: temporal.address,
    JWT_HS256_SECRET: randomBytes(32).toString('hex'),
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
  };
}

main(
  async () => {
    await ensureInstalled();
    await ensureBuilt();
    const services = await step('starting Postgres, Redis and Temporal', 'each gets fresh data', () =>
      startThrowaway({ durable: true }),
    );
    cleanUp = services.cleanUp;
    const env = environment(services);
    await runScript('db/migrate.js', env, 'the migration');
    return runInForeground(process.execPath, [inRoot('dist/bench/main.js'), ...process.argv.slice(2)], {
      cwd: root,
      env,
    });
  },
  { codeOnSignal: 130, afterStop: () => cleanUp() },
);
