import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const secret = () => randomBytes(32).toString('hex');

/**
 * The secrets of the demo stack, made once and kept beside its data, readable by its owner only: `jwtSecret` signs the demo
 * tokens, `postgresPassword` is the embedded server's.
 */
export function secretsIn(dataDir) {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secrets = { jwtSecret: secret(), postgresPassword: secret() };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
