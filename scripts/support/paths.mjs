import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** An absolute path inside the clone. */
export const inRoot = (...parts) => join(root, ...parts);

/** The program of an installed package, started as `node <path>`: npm's own launchers differ between systems. */
export const inModules = (...parts) => inRoot('node_modules', ...parts);

/**
 * Where large downloads and builds are kept, shared by all clones of one user so that a second clone does not build again.
 * `LOYALTY_CACHE_DIR` overrides it; a home that cannot be written to falls back to `.cache/` in the clone.
 */
export function cacheDir() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const candidates = [process.env.LOYALTY_CACHE_DIR, join(base, 'loyalty-programs'), inRoot('.cache')];
  const usable = candidates.filter(Boolean).find(isWritable);
  if (!usable) throw new Error('no cache folder can be written to; set LOYALTY_CACHE_DIR');
  return resolve(usable);
}

function isWritable(dir) {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The absolute path of the first executable called `name` on PATH, or undefined. */
export function onPath(name) {
  const dirs = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  return dirs.map((dir) => resolve(dir, name)).find(isExecutable);
}

/** True when `path` can be executed by this process. */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
