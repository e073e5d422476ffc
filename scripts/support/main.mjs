import { Failure, Stopped } from './failure.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { epitaph, stopAll, whenOneDies } from './processes.mjs';
import { complain } from './report.mjs';

/**
 * Runs the body of a command. However it ends (result, failure, signal, a part that dies), everything it started is stopped first.
 * `body` returns the exit code; a signal ends with `codeOnSignal`. `beforeStop` runs once, before anything is stopped.
 */
export function main(body, { codeOnSignal = 0, beforeStop = () => {}, afterStop = () => {} } = {}) {
  let ending = false;
  const end = async (code) => {
    if (ending) return; // npm passes a signal on that the terminal has sent already
    ending = true;
    beforeStop(code);
    await stopAll();
    afterStop(code);
    process.exit(code);
  };
  const fail = (error) => {
    if (ending || error instanceof Stopped) return;
    complain(error instanceof Failure ? error.message : (error.stack ?? String(error)));
    void end(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(codeOnSignal));
  whenOneDies((record) => fail(new Failure(epitaph(record))));
  whenNpmIsGone(() => void end(codeOnSignal));
  process.on('unhandledRejection', fail);
  try {
    checkNodeVersion();
    body().then((code) => end(code ?? 0), fail);
  } catch (error) {
    fail(error);
  }
}

/** npm that is killed outright passes no signal on; its death shows in that this process has another parent. */
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
