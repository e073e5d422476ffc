import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onlyFailures } from '../support/failure.mjs';
import { cacheDir, inRoot, isExecutable } from '../support/paths.mjs';
import { run } from '../support/processes.mjs';
import { say, step } from '../support/report.mjs';

/** A download that brings no byte for this long is given up: behind a closed network it would never end. */
const stallMs = 15_000;

const files = (dir) => readdirSync(dir).map((name) => join(dir, name));
const sizeOf = (dir) =>
  files(dir).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

/**
 * Lets the Temporal SDK fetch one of its servers (`createLocal`: the CLI; `createTimeSkipping`: the test server) into the cache.
 * @returns {Promise<string | undefined>} the path of the executable, or undefined when it cannot be had from there
 */
export async function downloadWithSdk(method, what) {
  const dir = join(cacheDir(), `sdk-${method}-${process.platform}-${process.arch}`);
  mkdirSync(dir, { recursive: true });
  const ready = () => files(dir).find((file) => !file.includes('downloading') && isExecutable(file));
  if (ready()) return ready();
  await step(`downloading ${what}`, 'it is not on this machine yet', () => download(method, dir)).catch(
    onlyFailures((error) =>
      say('note', { message: error.message }, `  ${what} cannot be downloaded here, trying the next source`),
    ),
  );
  return ready();
}

/** In a process of its own, because the SDK's download cannot be cancelled. */
async function download(method, dir) {
  const limit = new AbortController();
  let size = sizeOf(dir);
  const watch = setInterval(() => {
    const now = sizeOf(dir);
    if (now === size) limit.abort();
    size = now;
  }, stallMs);
  try {
    await run(process.execPath, [inRoot('scripts/services/sdk-download-child.mjs'), method, dir], {
      name: 'the download',
      cancel: limit.signal,
    });
  } catch (error) {
    for (const file of files(dir)) rmSync(file, { force: true });
    throw error;
  } finally {
    clearInterval(watch);
  }
}
