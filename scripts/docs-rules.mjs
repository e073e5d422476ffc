// node scripts/docs-rules.mjs: writes docs/rules.md from the registry of rule types, as built in dist/.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ensureBuilt } from './support/build.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { inRoot } from './support/paths.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const require = createRequire(import.meta.url);
  const { rulesPage } = require(inRoot('dist/domain/rules-page.js'));
  writeFileSync(inRoot('docs/rules.md'), rulesPage(require('joi')));
  console.log('docs/rules.md is up to date');
});
