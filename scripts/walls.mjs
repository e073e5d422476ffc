// npm run walls: checks the imports between the source folders (.dependency-cruiser.cjs), twice: as written, and as they are when
// the program runs, that is without the imports of mere types, which the TypeScript 7 compiler erases and this checker cannot
// tell apart. A folder in which no module was seen fails too: a check that looks at nothing always passes.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { Failure } from './support/failure.mjs';
import { sourceFolders } from './support/build.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { inModules, inRoot, root } from './support/paths.mjs';
import { withoutTypes } from './support/without-types.mjs';

const hasSources = (folder) =>
  existsSync(inRoot(folder)) &&
  readdirSync(inRoot(folder), { recursive: true }).some((file) => file.endsWith('.ts'));

function cruise(cwd, folders) {
  const program = inModules('dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', inRoot('.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Failure(`dependency-cruiser failed: ${stderr.trim() || stdout.slice(0, 400)}`);
  }
}

function mustSeeAll(folders, { modules }) {
  const unseen = folders.filter((folder) => !modules.some(({ source }) => source.startsWith(`${folder}/`)));
  if (folders.length === 0 || unseen.length > 0) {
    throw new Failure(`no module was seen in: ${unseen.join(', ') || 'any folder'}`);
  }
}

/** Rules that allow imports of types, or follow imports, can only be judged on what is left at run time. */
const judgedAsWritten = ({ to }) =>
  !(to.dependencyTypesNot?.includes('type-only') || to.reachable || to.circular);

main(async () => {
  await ensureInstalled();
  const folders = sourceFolders.filter(hasSources);
  const written = cruise(root, folders);
  const running = await withoutTypes(folders, (mirror) => cruise(mirror, folders));
  for (const result of [written, running]) mustSeeAll(folders, result);
  const rules = new Map(written.summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule]));
  const broken = [
    ...written.summary.violations.filter(({ rule }) => judgedAsWritten(rules.get(rule.name))),
    ...running.summary.violations,
  ].map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to} (${rules.get(rule.name).comment})`);
  for (const line of new Set(broken)) console.log(line);
  console.log(
    `${written.modules.length} modules in ${folders.join(', ')}; ${new Set(broken).size} violations`,
  );
  return broken.length > 0 ? 1 : 0;
});
