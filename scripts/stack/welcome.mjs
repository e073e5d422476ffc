import { say } from '../support/report.mjs';
import { sampleProgram } from './sample-program.mjs';

/** Three commands that work when pasted into a shell. */
function tour({ apiUrl, token }) {
  const programs = `${apiUrl}/api/v1/loyalty/programs`;
  const bearer = `-H 'Authorization: Bearer ${token}'`;
  return [
    `curl -s ${programs} ${bearer}`,
    `curl -s ${programs} ${bearer} -H 'Content-Type: application/json' -d '${JSON.stringify(sampleProgram)}'`,
    `curl -s ${apiUrl}/readyz`,
  ];
}

/** Says where everything is and what to try first. */
export function welcome(stack) {
  const curl = tour(stack);
  const { apiUrl, docsUrl, temporalUiUrl, metricsUrl, token, businessId } = stack;
  say(
    'ready',
    {
      api: apiUrl,
      docs: docsUrl,
      temporalUi: temporalUiUrl,
      metrics: metricsUrl,
      token,
      businessId,
      curl,
      pid: process.pid,
    },
    [
      '',
      `API              ${apiUrl}/api/v1/loyalty`,
      `docs             ${docsUrl}`,
      `Temporal Web UI  ${temporalUiUrl ?? 'that of your Temporal'}`,
      `metrics          ${metricsUrl}`,
      '',
      'A token of the demo business, good for 12 hours (another: npm run --silent token):',
      token,
      '',
      'Try:',
      ...curl.flatMap((line) => [line, '']),
      'Ctrl-C stops everything that was started here.',
    ].join('\n'),
  );
}
