import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from './paths.mjs';

/** Runs `work` while no other command of this clone runs work of that `name`, for example when npm start and npm test begin together. */
export async function alone(name, work) {
  mkdirSync(inRoot('.cache'), { recursive: true });
  const lock = inRoot(`.cache/${name}.lock`);
  while (!take(lock)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** A lock whose holder is gone counts for nothing. */
function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid === 0 || process.kill(pid, 0); // 0: it is being written
  } catch {
    return false;
  }
}
