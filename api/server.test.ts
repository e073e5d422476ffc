import { EventEmitter, once } from 'node:events';
import Koa from 'koa';
import type { RequestState } from './middleware/request-context';
import { close, createApiServer, listen } from './server';

test('what was accepted is answered before the server is closed, and nothing is accepted any more', async () => {
  const gate = new EventEmitter();
  const app = new Koa<RequestState>();
  app.use(async (ctx) => {
    const released = once(gate, 'release');
    gate.emit('arrived');
    await released;
    ctx.body = 'done';
  });
  const server = createApiServer(app);
  const { port } = await listen(server, 0, '127.0.0.1');
  const arrived = once(gate, 'arrived');
  const accepted = fetch(`http://127.0.0.1:${port}/`);
  await arrived;
  const closed = close(server);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  gate.emit('release');
  expect(await (await accepted).text()).toBe('done');
  await closed;
});
