import type { Category, Field } from '../../catalogue/model.ts';
import type { Json } from '../../core/canonical-json.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';
const instant = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$';
const day = '^\\d{4}-\\d{2}-\\d{2}$';

const text: Json = { type: 'string' };
const maybeText: Json = { type: ['string', 'null'] };
const time: Json = { type: 'string', pattern: instant };
const count: Json = { type: 'integer', minimum: 0 };

function object(properties: { readonly [name: string]: Json }): Json {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

const proof = {
  seq: count,
  salt: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  content: { type: 'object' },
} satisfies { readonly [name: string]: Json };
const event = { at: time, by: text, ...proof };
const provedEvent = { at: time, by: text, proved: { type: 'array', items: object(proof) } };

const attachment = object({
  name: text,
  sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  mediaType: text,
  sizeBytes: count,
  path: { type: 'string', pattern: '^data/attachments/' },
  ...provedEvent,
});

/** What every line of `records.jsonl` looks like, whatever its category. */
export const recordSchema: Json = {
  $schema: dialect,
  title: 'record',
  description:
    'One record. `fields` is what it says now; `filing` is what was filed first, with the salt ' +
    'by which SHA-256(salt ‖ canonical JSON of content) equals the digest in entry `seq`.',
  ...(object({
    number: { type: 'string', pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*-\\d{6}-\\d{4,}$' },
    category: { type: 'string', pattern: '^\\d{2}$' },
    categoryTitle: text,
    title: text,
    responsible: text,
    kind: text,
    site: text,
    month: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
    supplement: count,
    occurredAt: time,
    precision: { enum: ['minute', 'day'] },
    filedAt: time,
    filer: text,
    room: maybeText,
    source: { enum: ['desk', 'import'] },
    status: { enum: ['open', 'closed', 'void'] },
    carriedOver: { type: 'boolean' },
    retention: object({
      class: { enum: ['y5', 'y10', 'long'] },
      years: { type: ['integer', 'null'] },
      through: { type: ['string', 'null'], pattern: day },
    }),
    schema: { type: 'string', pattern: '^schema/' },
    fields: { type: 'object' },
    filing: object(proof),
    corrections: { type: 'array', items: object(event) },
    voided: { anyOf: [{ type: 'null' }, object(provedEvent)] },
    attachments: { type: 'array', items: attachment },
    links: { type: 'array', items: object({ field: text, target: text }) },
  }) as { readonly [name: string]: Json }),
};

/** What the fields of one category look like, under one version of the catalogue. */
export function categorySchema(category: Category, version: number): Json {
  return {
    $schema: dialect,
    title: `${category.code} ${category.title}`,
    description: `${category.en} (catalogue version ${version})`,
    type: 'object',
    properties: {
      category: { const: category.code },
      fields: {
        type: 'object',
        properties: Object.fromEntries(category.fields.map((one) => [one.name, fieldSchema(one)])),
        required: category.fields.filter((one) => one.required).map((one) => one.name),
        additionalProperties: false,
      },
    },
    required: ['category', 'fields'],
  };
}

function fieldSchema(field: Field): Json {
  return {
    title: field.en,
    ...(field.unit === undefined ? {} : { description: `unit: ${field.unit}` }),
    ...typeOf(field),
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
    // Choices are open: others are filed with a warning.
    ...(field.choices === undefined ? {} : { examples: field.choices }),
  };
}

function typeOf(field: Field): { readonly [name: string]: Json } {
  switch (field.type) {
    case 'integer':
      return { type: 'integer' };
    case 'decimal':
      return { type: 'number' };
    case 'date':
      return { type: 'string', pattern: day };
    case 'minute':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$' };
    case 'yes-no':
      return { enum: ['是', '否'] };
    default:
      return { type: 'string', minLength: 1 };
  }
}
