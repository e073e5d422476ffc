// Waits for its standard input to end, which happens however the process that started it dies, SIGKILL included. What that
// process had not stopped by then is stopped here, in order, so that no half of a stack is left holding ports and data.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const processes = new Map();
const directories = [];
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.forget) processes.delete(message.forget);
  else if (message.directory) directories.push(message.directory);
  else processes.set(message.pid, message);
}

const send = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
};
for (const { pid, signal } of [...processes.values()].sort((a, b) => b.order - a.order)) {
  if (!send(pid, signal)) continue;
  for (let waited = 0; waited < 15_000 && send(pid, 0); waited += 50) await sleep(50);
  send(pid, 'SIGKILL');
}
for (const directory of directories) rmSync(directory, { recursive: true, force: true });
