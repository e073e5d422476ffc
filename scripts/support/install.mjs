import { existsSync, readFileSync } from 'node:fs';
import { alone } from './alone.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './processes.mjs';
import { step } from './report.mjs';

const packagesOf = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {});

/**
 * True when node_modules holds every package of package-lock.json in its version. Compared by content: file times change with
 * each checkout. Optional packages are left out, as those of other platforms are rightly absent.
 */
export function isInstalled() {
  const wanted = packagesOf(inRoot('package-lock.json'));
  const present = packagesOf(inRoot('node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  );
}

/** Installs the packages when they are missing or do not match package-lock.json. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const why = existsSync(inRoot('node_modules'))
    ? 'package-lock.json has changed'
    : 'first start of this clone';
  await step(
    'installing packages (npm ci)',
    `${why}; usually one to two minutes`,
    () => alone('install', install),
    () => 'packages installed',
  );
}

async function install() {
  if (isInstalled()) return; // another command has done it meanwhile
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await run(npm, ['ci', '--no-audit', '--no-fund', '--include=dev'], { cwd: root, name: 'npm ci' });
}
