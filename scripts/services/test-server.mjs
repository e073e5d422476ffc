import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from '../support/apt.mjs';
import { Failure } from '../support/failure.mjs';
import { cacheDir, inRoot, isExecutable, onPath } from '../support/paths.mjs';
import { run } from '../support/processes.mjs';
import { step } from '../support/report.mjs';
import { downloadWithSdk } from './sdk-download.mjs';

/** The version that tools/test-server/pom.xml pins. */
const version = '1.38.0';
const launcher = '#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n';

/**
 * The time-skipping Temporal test server, from the first source that is there: `TEMPORAL_TEST_SERVER`, the cache, the SDK's own
 * download, Maven. Tests start it themselves.
 * @returns {Promise<{ path: string, source: string }>}
 */
export async function testServer() {
  const given = process.env.TEMPORAL_TEST_SERVER;
  if (given) {
    if (!isExecutable(given)) throw new Failure(`TEMPORAL_TEST_SERVER=${given} cannot be executed`);
    return { path: given, source: 'TEMPORAL_TEST_SERVER' };
  }
  const dir = join(cacheDir(), `temporal-test-server-${version}`);
  const cached = join(dir, 'temporal-test-server');
  if (isExecutable(cached) && onPath('java')) return { path: cached, source: cached };
  const downloaded = await downloadWithSdk('createTimeSkipping', 'the time-skipping test server');
  if (downloaded) return { path: downloaded, source: downloaded };
  await ensureMaven();
  if (!isExecutable(cached)) await fetchWithMaven(dir);
  return { path: cached, source: `Maven, into ${dir}` };
}

async function fetchWithMaven(dir) {
  const fresh = `${dir}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(fresh, 'lib')}`];
  await step(
    'fetching the time-skipping test server with Maven',
    'it could not be downloaded; 38 MB, once per machine',
    () => run('mvn', ['-B', '-q', '-f', inRoot('tools/test-server/pom.xml'), ...goal], { name: 'Maven' }),
  );
  writeFileSync(join(fresh, 'temporal-test-server'), launcher, { mode: 0o755 });
  rmSync(dir, { recursive: true, force: true });
  renameSync(fresh, dir);
}

async function ensureMaven() {
  if (onPath('mvn') && onPath('java')) return;
  if (canInstallDebianPackages())
    await installDebianPackages(['maven', 'default-jre-headless'], 'the test server runs on Java');
  if (!onPath('mvn') || !onPath('java')) {
    throw new Failure(
      'the time-skipping test server could not be downloaded, and fetching it needs Maven and Java: install both, or set TEMPORAL_TEST_SERVER',
    );
  }
}
