import { rules } from '../../domain/rules';
import { problemCodes } from '../problem';
import { apiRoutes } from '../routes';
import { openApiDocument } from './document';

const document = openApiDocument() as unknown as {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: object; parameters?: { name: string }[] }>
  >;
  components: { schemas: Record<string, { oneOf?: { $ref: string }[] }> };
};
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));

test('every route is described, once', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids.toSorted()).toEqual(apiRoutes.map(({ operationId }) => operationId).toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test('every POST takes an Idempotency-Key', () => {
  for (const item of Object.values(document.paths)) {
    if (item.post === undefined) continue;
    expect(item.post.parameters?.map(({ name }) => name)).toContain('Idempotency-Key');
  }
});

test('a program is one of the registered rule types, each with its config', () => {
  expect(document.components.schemas.Program?.oneOf).toHaveLength(rules.length);
  for (const { title } of rules) {
    const schemas = Object.entries(document.components.schemas);
    expect(
      schemas.some(
        ([name, schema]) => name.endsWith('Config') && (schema as { title?: string }).title === title,
      ),
    ).toBe(true);
  }
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    const found = reference
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect([reference, found === undefined]).toEqual([reference, false]);
  }
});

test('codes of problems are stable words', () => {
  for (const code of problemCodes) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
});
