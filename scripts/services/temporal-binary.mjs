import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../support/failure.mjs';
import { cacheDir, inRoot, isExecutable, onPath } from '../support/paths.mjs';
import { run } from '../support/processes.mjs';
import { step } from '../support/report.mjs';
import { downloadWithSdk } from './sdk-download.mjs';

/** The version that tools/temporal/go.mod pins; it is part of the cache's name, so a change of it builds again. */
const version = '1.5.1';

/**
 * The Temporal CLI from the first source that is there: PATH, the cache, the SDK's own download, a build from source.
 * @returns {Promise<{ path: string, source: string }>}
 */
export async function temporalBinary() {
  const found = onPath('temporal');
  if (found) return { path: found, source: found };
  const built = join(cacheDir(), `temporal-${version}-${process.platform}-${process.arch}`, 'temporal');
  if (isExecutable(built)) return { path: built, source: built };
  const downloaded = await downloadWithSdk('createLocal', 'the Temporal CLI');
  if (downloaded) return { path: downloaded, source: downloaded };
  await build(built);
  return { path: built, source: `built into ${built}` };
}

/** Go's own installer uses this folder, and leaves adding it to the PATH to the user. */
const findGo = () => onPath('go') ?? ['/usr/local/go/bin/go'].find(isExecutable);

async function build(target) {
  const go = findGo();
  if (!go) {
    throw new Failure(
      'Temporal could not be downloaded and cannot be built without Go: put `temporal` (temporal.io/setup/install-temporal-cli) on the PATH, install Go 1.25 or later, or set TEMPORAL_ADDRESS',
    );
  }
  const dir = join(target, '..');
  mkdirSync(dir, { recursive: true });
  const fresh = join(dir, `temporal.${process.pid}`);
  await step(
    'building Temporal with Go',
    'it could not be downloaded; this takes three to five minutes, once per machine',
    () =>
      run(go, ['build', '-o', fresh, 'github.com/temporalio/cli/cmd/temporal'], {
        cwd: inRoot('tools/temporal'),
        name: 'go build of Temporal',
      }),
    () => `Temporal built into ${dir}`,
  );
  renameSync(fresh, target);
}
