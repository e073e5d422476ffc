import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that a test started. */
export interface Child {
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a process that does not outlive the tests. */
export function spawnChild(command: string, args: readonly string[]): Child {
  const child = spawn(command, args, { stdio: 'ignore' });
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  return {
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}
