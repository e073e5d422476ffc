// npm run build: dist/ from the sources, and the workflow bundle; does nothing when it is up to date.
import { ensureBuilt } from './support/build.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
