import { Failure } from '../support/failure.mjs';
import { step } from '../support/report.mjs';
import { redisServer } from './redis.mjs';
import { testServer } from './test-server.mjs';
import { startThrowaway } from './throwaway.mjs';

/**
 * Starts what the tests need.
 * @returns {Promise<{ env: Record<string, string>, cleanUp: () => void }>} the variables that the tests read
 */
export async function startForTests() {
  const redisBinary = await redisServer();
  if (!redisBinary) throw new Failure('the tests need redis-server on the PATH: install Redis');
  const timeSkipping = await testServer();
  const services = await step(
    'starting Postgres, Redis and Temporal for the tests',
    'each gets fresh data',
    () => startThrowaway({ durable: false }),
    () => 'Postgres, Redis and Temporal started for the tests',
  );
  const env = {
    TEST_DATABASE_URL: services.postgres.url,
    TEST_REDIS_URL: services.redis.url,
    TEST_REDIS_SERVER: redisBinary,
    TEST_TEMPORAL_ADDRESS: services.temporal.address,
    TEST_TEMPORAL_BINARY: services.temporal.binary,
    TEMPORAL_TEST_SERVER: timeSkipping.path,
  };
  return { env, cleanUp: services.cleanUp };
}
