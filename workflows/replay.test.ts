import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../worker/bundle';

/*
 * Histories of programs that lived under released code. Today's code must make the same commands from them: if one
 * turns red, every program of that age that sleeps now would be stuck after a deploy. Change with `patched`, never by
 * recording anew; recording is for releases (RECORD_HISTORIES=1 npm test -- workflows/program.workflow).
 */
const folder = join(__dirname, 'histories');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

function historyIn(file: string) {
  const json: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return temporal.api.history.v1.History.fromObject(json as Record<string, unknown>);
}

const logger = new DefaultLogger('ERROR', () => undefined);
beforeAll(() => {
  Runtime.install({ logger });
});

describe('recorded histories', () => {
  let code: string;
  beforeAll(async () => {
    code = await bundleWorkflows();
  });

  test.each(files)('%s', async (file) => {
    const replay = Worker.runReplayHistory({ workflowBundle: { code } }, historyIn(file));
    await expect(replay).resolves.toBeUndefined();
  });
});

test('a workflow that makes other commands is refused', async () => {
  const workflowsPath = require.resolve('../test/fixtures/changed.workflow.ts');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  const [file] = files;
  if (file === undefined) throw new Error('no history was recorded');
  const replay = Worker.runReplayHistory({ workflowBundle }, historyIn(file));
  await expect(replay).rejects.toThrow(DeterminismViolationError);
});
