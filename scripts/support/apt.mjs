import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { watchOver } from './guard-client.mjs';
import { onPath } from './paths.mjs';
import { run } from './processes.mjs';
import { step } from './report.mjs';

const policy = '/usr/sbin/policy-rc.d';

/** True when Debian packages can be installed here: apt and root. */
export const canInstallDebianPackages = () => process.getuid?.() === 0 && onPath('apt-get') !== undefined;

/** Installs Debian packages without letting them start services of their own: the parts are started by us, on our ports. */
export async function installDebianPackages(names, why, services = []) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const ownPolicy = !existsSync(policy);
  // Debian asks this file before a package starts its service; 101 means "not now".
  if (ownPolicy) {
    watchOver.removeLater(policy); // also when this process is killed
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  }
  try {
    await step(`installing ${names.join(', ')} (apt-get)`, why, async () => {
      await run('apt-get', ['update', '-qq'], { env, name: 'apt-get update' });
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
        env,
        name: 'apt-get install',
      });
    });
    // Nor at the next boot.
    if (services.length > 0 && existsSync('/run/systemd/system'))
      await run('systemctl', ['disable', ...services], { name: 'systemctl disable' });
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
}
