import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { version } from '../../package.json';

const { History } = temporal.api.history.v1;

/** The form that `History.fromObject` reads. */
const asJson = { bytes: String, longs: String, enums: String };

const folder = join(__dirname, '../../workflows/histories');

/**
 * Keeps the history of a workflow for the replay test, named after the release and the test that made it, when
 * RECORD_HISTORIES is set: once per release, and never again for the same one.
 */
export async function recordHistory(handle: WorkflowHandle): Promise<void> {
  if (!process.env.RECORD_HISTORIES) return;
  const name = expect.getState().currentTestName ?? '';
  const slug = name
    .toLowerCase()
    .replace(/^.* cache /, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100);
  const history = History.toObject(History.fromObject(await handle.fetchHistory()), asJson);
  await writeFile(join(folder, `${version}-${slug}.json`), `${JSON.stringify(history)}\n`);
}
