import { AsyncLocalStorage } from 'node:async_hooks';

/** What the person at the terminal sees. One JSON object per line with `--json`, plain lines otherwise. */
let json = false;
let out = process.stdout;

/** Chooses the form of every later line. `stream` keeps stdout free for a command whose output is its result. */
export function configureReport(options) {
  json = options.json ?? json;
  out = options.stream ?? out;
}

/** Writes one line: `event` and its fields for machines, `text` for people (nothing when it is left out). */
export function say(event, fields, text) {
  if (json) out.write(`${JSON.stringify({ event, ...fields })}\n`);
  else if (text !== undefined) out.write(`${text}\n`);
}

/** A line of advice that stops nothing. */
export function warn(message) {
  say('warning', { message }, `! ${message}`);
}

/** The one line with which everything ends that cannot go on. */
export function complain(message) {
  if (json) out.write(`${JSON.stringify({ event: 'error', message })}\n`);
  else process.stderr.write(`error: ${message}\n`);
}

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);

/** The step that the current work belongs to: while one inside it is under way, the outer one need not speak. */
const current = new AsyncLocalStorage();

/**
 * Runs `work` as a named step. After two seconds it says what is waited for and `why`, and every ten seconds that it still waits.
 * `done(result)` words the closing line; without it only a step that took long is confirmed.
 */
export async function step(name, why, work, done) {
  const since = Date.now();
  const self = { inside: 0 };
  const outer = current.getStore() ?? { inside: 0 };
  const timer = remind(name, why, since, self);
  outer.inside += 1;
  try {
    const result = await current.run(self, work);
    const detail = done?.(result);
    const text = detail ?? (Date.now() - since > 2000 ? name : undefined);
    const took = seconds(since);
    say('done', { step: name, seconds: Number(took), detail }, text && `✓ ${text} (${took} s)`);
    return result;
  } finally {
    outer.inside -= 1;
    timer.stop();
  }
}

function remind(name, why, since, self) {
  let said = false;
  const tick = () => {
    timer = setTimeout(tick, 10_000);
    if (self.inside > 0) return;
    const text = said ? `… ${name} (${seconds(since)} s so far)` : `… ${name}: ${why}`;
    said = true;
    say('waiting', { step: name, seconds: Number(seconds(since)), why }, text);
  };
  let timer = setTimeout(tick, 2000);
  return { stop: () => clearTimeout(timer) };
}
