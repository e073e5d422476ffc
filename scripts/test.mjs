// npm test [-- jest arguments]: all tests against real parts of this run's own, on free ports, with fresh data.
import { ensureBuilt } from './support/build.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { inModules, root } from './support/paths.mjs';
import { runInForeground } from './support/processes.mjs';
import { startForTests } from './services/for-tests.mjs';

let cleanUp = () => {};

main(
  async () => {
    await ensureInstalled();
    const [services] = await Promise.all([startForTests(), ensureBuilt()]);
    cleanUp = services.cleanUp;
    const jest = [inModules('jest/bin/jest.js'), ...process.argv.slice(2)];
    return runInForeground(process.execPath, jest, {
      cwd: root,
      env: { ...process.env, ...services.env, TZ: 'UTC' },
    });
  },
  { codeOnSignal: 130, afterStop: () => cleanUp() },
);
