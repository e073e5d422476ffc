import type Joi from 'joi';
import { rules } from './rules';

/** What the page needs of a rule type. */
interface DocumentedRule {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly docs: string;
  readonly defaults: unknown;
  schema(joi: Joi.Root, digits: number): unknown;
  preview(config: unknown, currency: string): string;
}

/** The parts of a JSON Schema that Joi emits and that readers of the page need. */
interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly items?: FieldSchema;
  readonly patternProperties?: Readonly<Record<string, FieldSchema>>;
  readonly anyOf?: readonly FieldSchema[];
}

const currency = 'USD';
const digits = 2;

/** The help page about rule types, in Markdown, made of nothing but the registry. Joi is received. */
export function rulesPage(joi: Joi.Root): string {
  return [
    '# Rule types',
    '<!-- Made by `node scripts/docs-rules.mjs` from domain/rules/. Do not edit. -->',
    'What a program counts, and when it gives a reward. Amounts are in the currency of the program, at most as precise as ' +
      'that currency (here: US dollars). The same facts are in `GET /openapi.json`.',
    rules.map(({ type, title, summary }) => `- [${title}](#${type.toLowerCase()}): ${summary}`).join('\n'),
    ...rules.map((rule) => chapter(rule, joi)),
    '',
  ].join('\n\n');
}

function chapter(rule: DocumentedRule, joi: Joi.Root): string {
  const schema = rule.schema(joi, digits) as JsonSchemaSource;
  return [
    `<a id="${rule.type.toLowerCase()}"></a>\n\n## ${rule.title}: \`${rule.type}\``,
    rule.summary,
    rule.docs,
    '| Field | Needed | Value | Meaning |\n| --- | --- | --- | --- |\n' +
      lines('', schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })).join('\n'),
    `A config to begin with:\n\n\`\`\`json\n${JSON.stringify(rule.defaults, null, 2)}\n\`\`\``,
    `What a customer reads: "${rule.preview(rule.defaults, currency)}"`,
  ].join('\n\n');
}

interface JsonSchemaSource {
  readonly '~standard': { readonly jsonSchema: { input(options: { target: string }): FieldSchema } };
}

/** One line per field, those of nested objects and lists included. */
function lines(prefix: string, { properties = {}, required = [] }: FieldSchema): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = prefix + name;
    const needed = required.includes(name) ? 'yes' : '';
    const own = `| \`${path}\` | ${needed} | ${valueOf(field)} | ${field.description ?? ''} |`;
    return [own, ...lines(`${path}.`, field), ...(field.items ? lines(`${path}[].`, field.items) : [])];
  });
}

function valueOf(field: FieldSchema): string {
  if (field.anyOf) return field.anyOf.map(valueOf).join('; or ');
  if (field.enum) return field.enum.map((value) => `\`${String(value)}\``).join(', ');
  const [item] = Object.values(field.patternProperties ?? {});
  if (item) return `names with: ${valueOf(item)}${atMost(field.maxProperties, 'names')}`;
  if (field.type === 'array') return `list of ${field.minItems ?? 0} to ${field.maxItems ?? 'any number of'}`;
  if (field.type === 'string') return `text${atMost(field.maxLength, 'characters')}`;
  if (field.type === 'integer') return `whole number${range(field)}`;
  if (field.type === 'number') return `number${range(field)}`;
  return field.type === 'boolean' ? 'true or false' : 'object';
}

function atMost(limit: number | undefined, what: string): string {
  return limit === undefined ? '' : `, at most ${grouped(limit)} ${what}`;
}

function range({ minimum, exclusiveMinimum, maximum }: FieldSchema): string {
  const above = exclusiveMinimum === undefined ? '' : ` above ${grouped(exclusiveMinimum)}`;
  const from = minimum === undefined ? above : ` from ${grouped(minimum)}`;
  return maximum === undefined ? from : `${from} up to ${grouped(maximum)}`;
}

const grouped = (value: number): string => value.toLocaleString('en-US');
