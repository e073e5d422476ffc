// Prints "<passed> <failed>" from Jest's JSON report and exit status. Suites that could not run, and a run that failed without a
// failed test, count as failures: a broken run must never look like an empty one.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);

function count() {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return [report.numPassedTests, report.numFailedTests + report.numRuntimeErrorTestSuites];
  } catch {
    return [0, 0]; // there is no report: the run did not get as far as the tests
  }
}

const [passed, failed] = count();
const broken = failed === 0 && (status !== '0' || passed === 0);
process.stdout.write(`${passed} ${broken ? 1 : failed}\n`);
