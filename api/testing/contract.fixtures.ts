import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { basePath } from '../base-path';
import { openApiDocument } from '../openapi/document';

/** An answer, as far as the contract speaks of it. */
export interface Observed {
  readonly method: string;
  /** With the base path, without the query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }>;
}

const document = openApiDocument() as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: object;
};
const ajv = new Ajv({ strict: false, allErrors: true, discriminator: false });
addFormats(ajv);
ajv.addSchema({ $id: 'https://api.test/openapi', ...(document as object) });
const validators = new Map<string, ValidateFunction>();

const templates = Object.keys(document.paths).map((template) => ({
  template,
  form: new RegExp(`^${basePath}${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Fails when an answer is not what /openapi.json promises: unknown route or status, other type, other body. */
export function expectPromised(observed: Observed): void {
  const operation = operationOf(observed);
  if (operation === null) return expectSchema('#/components/schemas/Problem', observed);
  const promised = operation.responses[String(observed.status)];
  if (promised === undefined) {
    throw new Error(
      `${observed.method} ${observed.path} answered ${observed.status}, which is not described`,
    );
  }
  const [type, media] = Object.entries(promised.content ?? {})[0] ?? [];
  if (media === undefined) {
    if (observed.body !== undefined) throw new Error(`${observed.status} must have no body`);
    return;
  }
  if (observed.contentType?.split(';')[0] !== type) {
    throw new Error(`${observed.status} came as ${observed.contentType}, not as ${type}`);
  }
  expectSchema(media.schema.$ref, observed);
}

/** The most literal template wins: `/programs/validate` before `/programs/{id}`. Null where nothing is described. */
function operationOf({ method, path }: Observed): Operation | null {
  const matching = templates
    .filter(({ form }) => form.test(path))
    .map(({ template }) => document.paths[template]?.[method.toLowerCase()])
    .filter((operation) => operation !== undefined);
  return matching.find((_, index) => index === 0) ?? null;
}

function expectSchema(reference: string, { method, path, status, body }: Observed): void {
  const validate = validators.get(reference) ?? ajv.compile({ $ref: `https://api.test/openapi${reference}` });
  validators.set(reference, validate);
  if (validate(body)) return;
  const why = ajv.errorsText(validate.errors?.slice(0, 8));
  throw new Error(`${method} ${path} ${status} breaks ${reference}: ${why}\n${JSON.stringify(body)}`);
}
