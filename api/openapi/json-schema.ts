import type Joi from 'joi';

/** A JSON Schema of draft 2020-12, which is also OpenAPI 3.1's dialect. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Named schemas of one part of the API. */
export type Components = Readonly<Record<string, JsonSchema>>;

/** The schema that Joi itself emits for what it validates. */
export function schemaOfJoi(schema: Joi.Schema): JsonSchema {
  const standard = (schema as unknown as JsonSchemaSource)['~standard'];
  return standard.jsonSchema.input({ target: 'draft-2020-12' });
}

interface JsonSchemaSource {
  readonly '~standard': { readonly jsonSchema: { input(options: { target: string }): JsonSchema } };
}

/** A reference to a named schema. */
export function ref(component: string): JsonSchema {
  return { $ref: `#/components/schemas/${component}` };
}

/** An object of exactly these properties; all are present unless listed as optional. */
export function record(properties: Record<string, JsonSchema>, optional: readonly string[] = []): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

/** The same schema that also admits null. */
export function nullable(schema: JsonSchema & { readonly type: string }): JsonSchema {
  return { ...schema, type: [schema.type, 'null'] };
}
