import { once } from 'node:events';
import pino from 'pino';
import { eventually } from '../test/support/eventually';
import { repeat } from './repeat';

function collected() {
  const lines: string[] = [];
  return { lines, logger: pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) }) };
}

test('says once that it fails and once that it works again, and goes on all the while', async () => {
  const { lines, logger } = collected();
  let runs = 0;
  const task = repeat({
    name: 'task',
    intervalMs: 1,
    logger,
    run: async () => {
      runs += 1;
      if (runs < 4) throw new Error('not yet');
      return false;
    },
  });
  await eventually(async () => expect(runs).toBeGreaterThan(5));
  await task.stop();
  expect(lines).toEqual(['failed; trying again', 'works again']);
});

test('stopping lets the run that is under way end, and starts no other', async () => {
  let ended = 0;
  const task = repeat({
    name: 'task',
    intervalMs: 1,
    logger: pino({ level: 'silent' }),
    run: async (signal) => {
      await once(signal, 'abort');
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended += 1;
      return true;
    },
  });
  await task.stop();
  expect(ended).toBe(1);
});
