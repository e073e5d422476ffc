// Runs once before the tests. It starts nothing: `npm test` starts the services that suites need and passes their addresses in
// TEST_* variables, `node scripts/test-services.mjs <file>` keeps them running for `npx jest` again and again, and tests of pure
// code need none. What it does: when there are addresses, it makes sure that something answers there, because one clear line is
// better than a hundred suites that time out.
const { connect } = require('node:net');

async function mustAnswer(name) {
  if (!process.env[name]) return;
  const { hostname, port } = new URL(
    process.env[name].includes('://') ? process.env[name] : `tcp://${process.env[name]}`,
  );
  await new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', () =>
      reject(new Error(`nothing answers at ${hostname}:${port} (${name}): start the test services again`)),
    );
  });
}

module.exports = async () => {
  await Promise.all(['TEST_DATABASE_URL', 'TEST_REDIS_URL', 'TEST_TEMPORAL_ADDRESS'].map(mustAnswer));
};
