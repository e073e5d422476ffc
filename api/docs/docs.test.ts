import { openApiDocument } from '../openapi/document';
import { startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test.each(['/openapi.json', '/api/v1/loyalty/openapi.json'])(
  '%s is the description, for everybody',
  async (path) => {
    const response = await fetch(api.url + path);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  },
);

test('the explorer runs scripts of this origin only, and every one of them is there', async () => {
  const page = await fetch(`${api.url}/docs`);
  const html = await page.text();
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(html).not.toMatch(/https?:\/\//);
  expect(html).not.toMatch(/<script>| on\w+=/);
  const scripts = [...html.matchAll(/<script src="([^"]+)"/g)].map((match) => match[1]);
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) {
    const answer = await fetch(api.url + script);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect((await answer.text()).length).toBeGreaterThan(50);
  }
});
