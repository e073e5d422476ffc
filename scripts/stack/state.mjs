import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../support/failure.mjs';

const file = (dataDir) => join(dataDir, 'stack.json');

/** Notes what the running stack is, for `npm run token`. It holds secrets, so only its owner can read it. */
export function writeState(dataDir, state) {
  rmSync(file(dataDir), { force: true }); // the mode applies to new files only
  writeFileSync(file(dataDir), `${JSON.stringify({ pid: process.pid, ...state }, null, 2)}\n`, {
    mode: 0o600,
  });
}

/** Removes the note when the stack stops. */
export const forgetState = (dataDir) => rmSync(file(dataDir), { force: true });

/** The running stack of this data folder, or undefined; a note that a killed start left behind does not count. */
export function runningState(dataDir) {
  if (!existsSync(file(dataDir))) return undefined;
  const state = JSON.parse(readFileSync(file(dataDir), 'utf8'));
  return isAlive(state.pid) ? state : undefined;
}

/** Fails with one line when a stack already runs on this data folder. */
export function mustNotRun(dataDir) {
  const state = runningState(dataDir);
  if (state)
    throw new Failure(
      `this stack is running already, as process ${state.pid} (${state.apiUrl ?? 'starting'}): stop that one first`,
    );
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
