import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../support/failure.mjs';
import { run } from '../support/processes.mjs';

const major = '18';

/** Makes the data directory `place` unless it is there. It is made beside its place and renamed, so that it is whole or absent. */
export async function createCluster({ place, binaries, account, password, keep }) {
  const versionFile = join(place, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, 'utf8').trim();
    if (found !== major)
      throw new Failure(
        `the data in ${place} is of Postgres ${found}, this is ${major}: move it away, or set DATABASE_URL`,
      );
    return;
  }
  const fresh = `${place}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = `${place}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined)
    for (const path of [fresh, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await run(binaries.initdb, initdbArgs(fresh, passwordFile, keep), {
      ...account,
      cwd: '/',
      name: 'initdb',
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, place);
}

/** The locale is fixed, so that sorting is the same on every machine. */
function initdbArgs(dir, passwordFile, keep) {
  return [
    `--pgdata=${dir}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(keep ? [] : ['--no-sync']),
  ];
}
