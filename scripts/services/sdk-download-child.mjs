// Started by sdk-download.mjs: asks the SDK for a server, which downloads it, and stops that server again.
import testing from '@temporalio/testing';

const [method, downloadDir] = process.argv.slice(2);
const environment = await testing.TestWorkflowEnvironment[method]({
  server: { executable: { type: 'cached-download', downloadDir } },
});
await environment.teardown();
