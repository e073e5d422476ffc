import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process of ours that runs beside the bench. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  /** The end of what it printed. */
  tail(): string;
  /** Asks it to stop, and insists after ten seconds. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  /** Path below dist/, such as `api/main.js`. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logDir: string;
  readonly nodeOptions?: readonly string[];
}

const running = new Set<Child>();
const stopWithinMs = 10_000;

/** Starts `node dist/<file>` with an IPC channel and its output in a log file. */
export function startChild({ name, file, env, logDir, nodeOptions = [] }: ChildOptions): Child {
  const logFile = join(logDir, `${name}.log`);
  const log = openSync(logFile, 'a');
  const script = join(__dirname, '..', '..', file);
  const spawned = spawn(process.execPath, [...nodeOptions, script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const child: Child = {
    name,
    process: spawned,
    tail: () => readFileSync(logFile, 'utf8').slice(-2000),
    stop: () => stopProcess(spawned),
  };
  running.add(child);
  spawned.once('exit', () => running.delete(child));
  return child;
}

/** Stops every child that still runs. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()));
}

/** Waits until `ready` succeeds. Error with the child's last words when it ends first, or the time is over. */
export async function untilReady(
  child: Child,
  ready: () => Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  let reason = 'not ready';
  while (Date.now() < end) {
    if (child.process.exitCode !== null || child.process.signalCode !== null) {
      throw new Error(`${child.name} ended at once:\n${child.tail()}`);
    }
    try {
      if (await ready()) return;
    } catch (error) {
      reason = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${child.name} is not ready after ${withinMs / 1000} s: ${reason}\n${child.tail()}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(insist);
}
