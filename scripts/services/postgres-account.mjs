import { Failure, onlyFailures } from '../support/failure.mjs';
import { run } from '../support/processes.mjs';

const idOf = async (name, which) => Number(await run('id', [which, name]));

/**
 * The account that Postgres runs under. It refuses to run as root, so root lends it the system's `postgres` account, which is
 * created when missing; anyone else runs it as themselves.
 * @returns {Promise<{ uid?: number, gid?: number }>} fit for child_process.spawn
 */
export async function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  return existing().catch(onlyFailures(createAccount));
}

async function createAccount() {
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]).catch(
    onlyFailures((error) => {
      throw new Failure(
        `Postgres refuses to run as root and no account could be made for it (${error.message}): run as another user, or set DATABASE_URL`,
      );
    }),
  );
  return existing();
}

async function existing() {
  return { uid: await idOf('postgres', '-u'), gid: await idOf('postgres', '-g') };
}
