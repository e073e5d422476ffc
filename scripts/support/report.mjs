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

/**
 * Runs `work` as a named step. After two seconds it says what is waited for and `why`, and every ten seconds that it still waits.
 * `done(result)` words the closing line; without it only a step that took long is confirmed.
 */
export async function step(name, why, work, done) {
  const since = Date.now();
  let timer = setTimeout(function tick() {
    const first = Date.now() - since < 5000;
    say(
      'waiting',
      { step: name, seconds: Number(seconds(since)), why },
      `… ${name}${first ? `: ${why}` : ` (${seconds(since)} s so far)`}`,
    );
    timer = setTimeout(tick, 10_000);
  }, 2000);
  try {
    const result = await work();
    const took = seconds(since);
    const words = done ? done(result) : undefined;
    const text = words ?? (Date.now() - since > 2000 ? name : undefined);
    say('done', { step: name, seconds: Number(took), detail: words }, text && `✓ ${text} (${took} s)`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
