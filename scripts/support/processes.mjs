import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, lastLine, Stopped } from './failure.mjs';
import { watchOver } from './guard-client.mjs';

/** Every process that this run started and that still lives, and nothing else: only these are ever stopped. */
const owned = new Set();
let stopping = false;
let onDeath = () => {};

/** Says what to do when a long-lived process ends that nobody stopped: `handler(record)`. */
export function whenOneDies(handler) {
  onDeath = handler;
}

/**
 * Starts a long-lived process. Those with the highest `order` are stopped first. It gets a process group of its own, so that
 * Ctrl-C in a terminal reaches this script only, which then stops the parts in their order.
 * @param options name, command, args, order, logFile, env, signal (default SIGTERM), graceMs (before SIGKILL, default 15,000), uid, gid, cwd
 */
export function launch(options) {
  if (stopping) throw new Stopped();
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'w', 0o600);
  const record = own(options, ['ignore', log, log]);
  closeSync(log);
  record.exited.then(() => {
    if (!stopping && !record.stopAsked && record.ready) onDeath(record);
  });
  return record;
}

function own(options, stdio) {
  const child = spawn(options.command, options.args, {
    stdio,
    detached: true,
    env: options.env ?? process.env,
    ...(options.cwd && { cwd: options.cwd }),
    ...(options.uid !== undefined && { uid: options.uid, gid: options.gid }),
  });
  const record = { ...options, child, ready: false, stopAsked: false, outcome: undefined };
  record.exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  }).then((outcome) => {
    record.outcome = outcome;
    owned.delete(record);
    if (child.pid) watchOver.forget(child.pid);
  });
  record.stop = () => stop(record);
  owned.add(record);
  if (child.pid) watchOver.add(child.pid, options.signal ?? 'SIGTERM', options.order);
  return record;
}

async function stop(record) {
  record.stopAsked = true;
  if (record.outcome !== undefined) return;
  signalTo(record, record.signal ?? 'SIGTERM');
  const late = Symbol('late');
  const grace = sleep(record.graceMs ?? 15_000, late, { ref: false });
  if ((await Promise.race([record.exited, grace])) === late) signalTo(record, 'SIGKILL');
  await record.exited;
}

/** Commands such as `npm ci` have helpers in their process group; a server looks after its own. */
function signalTo({ child, wholeGroup }, signal) {
  try {
    process.kill(wholeGroup ? -child.pid : child.pid, signal);
  } catch {
    // it ended in this very moment
  }
}

/** Stops everything that `launch` and `run` started, highest order first, those of one order together. Nothing starts afterwards. */
export async function stopAll() {
  stopping = true;
  while (owned.size > 0) {
    const highest = Math.max(...[...owned].map((record) => record.order));
    await Promise.all([...owned].filter((record) => record.order === highest).map(stop));
  }
}

/** One line on why `record` is not there any more. */
export function epitaph(record) {
  const reason = lastLine(readFileSync(record.logFile, 'utf8'));
  return `${record.name} stopped (${record.outcome}): ${reason}. Log: ${record.logFile}`;
}

/** Waits until `probe()` resolves; a process that ends meanwhile, or `limitMs`, is a Failure. Returns what the probe returned. */
export async function untilReady(record, probe, limitMs = 60_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    if (stopping) throw new Stopped();
    if (record.outcome !== undefined) throw new Failure(epitaph(record));
    try {
      const result = await probe();
      record.ready = true;
      return result;
    } catch (error) {
      if (Date.now() > end)
        throw new Failure(
          `${record.name} does not answer after ${limitMs / 1000} s (${error.message}). Log: ${record.logFile}`,
        );
    }
    await Promise.race([sleep(100), record.exited]);
  }
}

/** Runs a command to its end and returns its output; the Failure on a non-zero exit ends in the command's last words.
 * `cancel` is an AbortSignal that ends it, `showOutput` prints all of its output when it fails. */
export async function run(command, args, options = {}) {
  if (stopping) throw new Stopped();
  const name = options.name ?? [command, ...args].join(' ');
  const record = own({ order: 100, graceMs: 5000, wholeGroup: true, ...options, name, command, args }, [
    'ignore',
    'pipe',
    'pipe',
  ]);
  options.cancel?.addEventListener('abort', () => signalTo(record, 'SIGKILL'));
  const chunks = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    record.child[stream].setEncoding('utf8').on('data', (text) => {
      chunks[stream] += text;
      options.onOutput?.(text);
    });
  }
  const closed = new Promise((resolve) => record.child.once('close', resolve).once('error', resolve));
  await record.exited;
  await closed;
  if (stopping || record.stopAsked) throw new Stopped();
  if (record.outcome === 'exit code 0') return chunks.stdout;
  if (options.showOutput) process.stderr.write(chunks.stdout + chunks.stderr);
  throw new Failure(`${name} failed (${record.outcome}): ${lastLine(chunks.stderr || chunks.stdout)}`);
}

/** Runs a command that talks to the person at the terminal itself; returns its exit code, 1 when it was ended by a signal. */
export async function runInForeground(command, args, options) {
  if (stopping) throw new Stopped();
  const record = own({ order: 50, wholeGroup: true, name: args[0], ...options, command, args }, [
    'ignore',
    'inherit',
    'inherit',
  ]);
  await record.exited;
  const code = /^exit code (\d+)$/.exec(record.outcome)?.[1];
  return code === undefined ? 1 : Number(code);
}
