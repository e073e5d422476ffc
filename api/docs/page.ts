/** Address of the explorer's bundle. */
export const docsScript = '/docs/scalar.js';

/** Starts the explorer; a file of its own, because the page allows no inline script. */
export const docsStartScript = {
  path: '/docs/start.js',
  text: `Scalar.createApiReference('#app', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  persistAuth: false,
});
`,
};

/** The page of the explorer. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Loyalty programs API</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <noscript>This page needs JavaScript. The description itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
    <div id="app"></div>
    <script src="${docsScript}"></script>
    <script src="${docsStartScript.path}"></script>
  </body>
</html>
`;
