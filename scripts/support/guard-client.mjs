import { spawn } from 'node:child_process';
import { inRoot } from './paths.mjs';

let input;

/** Starts the guard with the first thing to watch. It is not awaited: it outlives this process by a moment when this one is killed. */
function guard() {
  if (input) return input;
  const child = spawn(process.execPath, [inRoot('scripts/support/guard.mjs')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  child.unref();
  input = child.stdin;
  input.unref();
  input.on('error', () => {});
  return input;
}

const tell = (message) => guard().write(`${JSON.stringify(message)}\n`);

/** Hands over to the guard what must not outlive this process even when it is killed and can stop nothing itself. */
export const watchOver = {
  /** A process, the signal that ends it in an orderly way, and its place (highest first). */
  add: (pid, signal, order) => tell({ pid, signal, order }),
  /** A process that has ended. */
  forget: (pid) => tell({ forget: pid }),
  /** A throwaway file or directory, removed when this process is gone. */
  removeLater: (path) => tell({ path }),
};
