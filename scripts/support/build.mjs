import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { inModules, inRoot, root } from './paths.mjs';
import { run } from './processes.mjs';
import { step } from './report.mjs';

/** The folders with TypeScript that becomes dist/. */
export const sourceFolders = ['domain', 'workflows', 'activities', 'worker', 'api', 'db', 'bench'];
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const stamp = inRoot('dist/.sources');

/** A digest of everything that dist/ is made from. */
function digest() {
  const hash = createHash('sha256').update(process.versions.node);
  const files = sourceFolders
    .filter((dir) => existsSync(inRoot(dir)))
    .flatMap((dir) =>
      readdirSync(inRoot(dir), { recursive: true })
        .filter((file) => /(?<!\.test|\.fixtures)\.ts$/.test(file))
        .toSorted((a, b) => (a < b ? -1 : 1))
        .map((file) => join(dir, file)),
    );
  for (const file of [...settings, ...files]) hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

const isBuilt = (wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

/** Compiles TypeScript and the workflow bundle into dist/ unless it was made from these very sources. */
export async function ensureBuilt() {
  const wanted = digest();
  if (isBuilt(wanted)) return;
  await step(
    'building',
    existsSync(stamp) ? 'the sources have changed since the last build' : 'there is no build yet',
    () => alone('build', () => build(wanted)),
    () => 'built',
  );
}

/** Compiles beside dist/ and swaps, so that no file of a deleted source stays and a failed build leaves the old one. */
async function build(wanted) {
  if (isBuilt(wanted)) return; // another command has done it meanwhile
  const fresh = inRoot(`.cache/build-${process.pid}`);
  try {
    const tsc = [inModules('typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', fresh];
    await run(process.execPath, tsc, { cwd: root, name: 'the TypeScript build', showOutput: true });
    rmSync(inRoot('dist'), { recursive: true, force: true });
    renameSync(fresh, inRoot('dist'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  await run(process.execPath, [inRoot('dist/worker/bundle.js')], {
    cwd: root,
    name: 'the workflow bundle',
    showOutput: true,
  });
  writeFileSync(stamp, wanted);
}
