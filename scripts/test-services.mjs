// Starts what the tests need and keeps it running, for `npx jest <file>` again and again:
//   node scripts/test-services.mjs /tmp/test-env.sh     (stays until Ctrl-C or SIGTERM)
//   . /tmp/test-env.sh && npx jest db
import { writeFileSync } from 'node:fs';
import { Failure } from './support/failure.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { say } from './support/report.mjs';
import { startForTests } from './services/for-tests.mjs';

let cleanUp = () => {};

main(
  async () => {
    const file = process.argv[2];
    if (!file) throw new Failure('usage: node scripts/test-services.mjs <file for the environment>');
    await ensureInstalled();
    const services = await startForTests();
    cleanUp = services.cleanUp;
    const lines = Object.entries(services.env).map(([name, value]) => `export ${name}='${value}'\n`);
    writeFileSync(file, lines.join(''), { mode: 0o600 });
    say(
      'ready',
      { file, pid: process.pid },
      `ready: . ${file}; stop with Ctrl-C or SIGTERM to ${process.pid}`,
    );
    await new Promise((resolve) => setInterval(resolve, 2 ** 31 - 1)); // until a signal
  },
  { afterStop: () => cleanUp() },
);
