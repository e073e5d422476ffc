import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Where the build puts the bundle: beside the compiled sources. */
export const bundlePath = join(__dirname, '..', 'workflow-bundle.js');

/** Bundles the workflow code, compiled or not, as the sandbox loads it. */
export async function bundleWorkflows(): Promise<string> {
  const compiled = join(__dirname, '../workflows/index.js');
  const source = join(__dirname, '../workflows/index.ts');
  const { code } = await bundleWorkflowCode({
    workflowsPath: existsSync(compiled) ? compiled : source,
    logger: quiet,
  });
  return code;
}

/** Bundling says nothing unless it fails. */
const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

async function main(): Promise<void> {
  const code = await bundleWorkflows();
  await mkdir(dirname(bundlePath), { recursive: true });
  await writeFile(bundlePath, code);
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`bundle: ${error.message}\n`);
    process.exit(1);
  });
}
