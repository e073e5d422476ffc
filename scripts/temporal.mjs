// npm run --silent temporal -- <arguments>: the Temporal CLI that the parts come with, pointed at the running stack. For example:
//   npm run --silent temporal -- workflow signal --workflow-id program-<id> --name pause
import { temporalBinary } from './services/temporal-binary.mjs';
import { dataDir } from './stack/settings.mjs';
import { runningState } from './stack/state.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { runInForeground } from './support/processes.mjs';

main(async () => {
  await ensureInstalled();
  const { path } = await temporalBinary();
  const address = runningState(dataDir())?.temporalAddress;
  const env = { ...process.env, ...(address && { TEMPORAL_ADDRESS: address }) };
  return runInForeground(path, process.argv.slice(2), { env });
});
