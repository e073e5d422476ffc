import { openApiDocument } from './openapi/document';

/** Prints the API description; for linters and client generators. Needs no service. */
process.stdout.write(`${JSON.stringify(openApiDocument(), null, 2)}\n`);
