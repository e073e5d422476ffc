// npm run openapi:lint: prints the API description from the running code and checks it with Redocly (redocly.yaml).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from './stack/processes.mjs';
import { ensureBuilt } from './support/build.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { inModules, root } from './support/paths.mjs';
import { runInForeground } from './support/processes.mjs';

const dir = mkdtempSync(join(tmpdir(), 'loyalty-openapi-'));
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

main(
  async () => {
    await ensureInstalled();
    await ensureBuilt();
    const file = join(dir, 'openapi.json');
    writeFileSync(file, await runScript('api/openapi-print.js', process.env, 'printing the API description'));
    const redocly = [inModules('@redocly/cli/bin/cli.js'), 'lint', '--config', 'redocly.yaml', file];
    return runInForeground(process.execPath, redocly, { cwd: root, env: { ...process.env, ...quiet } });
  },
  { afterStop: () => rmSync(dir, { recursive: true, force: true }) },
);
