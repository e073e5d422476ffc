import { readConfig } from './config';

const DATABASE_URL = 'postgres://localhost/loyalty';

test('only the database must be named', () => {
  expect(readConfig({ DATABASE_URL })).toMatchObject({
    databaseUrl: DATABASE_URL,
    redisUrl: null,
    temporalAddress: '127.0.0.1:7233',
    temporalNamespace: 'default',
    metricsPort: 9465,
    temporalMetricsPort: 9466,
  });
});

test('an empty variable is one that is not set', () => {
  expect(readConfig({ DATABASE_URL, REDIS_URL: '', WORKER_METRICS_PORT: '' })).toMatchObject({
    redisUrl: null,
    metricsPort: 9465,
  });
});

test('everything that is wrong is said at once, one line each', () => {
  const wrong = { REDIS_URL: 'http://x', WORKER_METRICS_PORT: '99999', LOG_LEVEL: 'loud' };
  const lines = () => {
    try {
      return [JSON.stringify(readConfig(wrong))];
    } catch (error) {
      return (error as Error).message.split('\n').map((line) => line.split(' ')[0]);
    }
  };
  expect(lines()).toEqual(['DATABASE_URL', 'REDIS_URL', 'WORKER_METRICS_PORT', 'LOG_LEVEL']);
});
