// npm run walls: checks the imports between the source folders (.dependency-cruiser.cjs). A folder in which it sees no module
// fails too: a check that looks at nothing always passes.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { Failure } from './support/failure.mjs';
import { sourceFolders } from './support/build.mjs';
import { main } from './support/main.mjs';
import { inModules, inRoot, root } from './support/paths.mjs';

const hasSources = (folder) =>
  existsSync(inRoot(folder)) &&
  readdirSync(inRoot(folder), { recursive: true }).some((file) => file.endsWith('.ts'));

function cruise(folders) {
  const program = inModules('dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Failure(`dependency-cruiser failed: ${stderr.trim() || stdout.slice(0, 400)}`);
  }
}

main(async () => {
  const folders = sourceFolders.filter(hasSources);
  const { modules, summary } = cruise(folders);
  const seen = (folder) => modules.filter(({ source }) => source.startsWith(`${folder}/`)).length;
  const unseen = folders.filter((folder) => seen(folder) === 0);
  if (folders.length === 0 || unseen.length > 0)
    throw new Failure(`no module was seen in: ${unseen.join(', ') || 'any folder'}`);
  for (const { rule, from, to } of summary.violations)
    console.log(`${rule.severity} ${rule.name}: ${from} -> ${to}`);
  console.log(
    `${folders.map((folder) => `${folder} ${seen(folder)}`).join(', ')} modules; ${summary.error} violations`,
  );
  return summary.error > 0 ? 1 : 0;
});
