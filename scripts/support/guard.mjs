// Waits for its standard input to end, which happens however the process that started it dies, SIGKILL included. What that
// process had not stopped by then is stopped here, in order, so that no half of a stack is left holding ports and data.
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const processes = new Map();
const paths = [];
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.forget) processes.delete(message.forget);
  else if (message.path) paths.push(message.path);
  else processes.set(message.pid, message);
}

const send = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
};
/** In a container without an init process the dead stay in the process table as zombies. */
const lives = (pid) => {
  try {
    return send(pid, 0) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return send(pid, 0); // no /proc here
  }
};
for (const { pid, signal } of [...processes.values()].toSorted((a, b) => b.order - a.order)) {
  if (!send(pid, signal)) continue;
  for (let waited = 0; waited < 15_000 && lives(pid); waited += 50) await sleep(50);
  send(pid, 'SIGKILL');
}
for (const path of paths) rmSync(path, { recursive: true, force: true });
