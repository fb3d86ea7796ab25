import type { Category, Field } from '../../catalogue/model.ts';
import type { Json } from '../../core/canonical-json.ts';

/** The dialect of every schema in a bag. */
export const dialect = 'https://json-schema.org/draft/2020-12/schema';
const instant = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$';
/** A day as schemas check it: `2026-10-31`. */
export const day = '^\\d{4}-\\d{2}-\\d{2}$';

/** The parts of which schemas are built. */
export const text: Json = { type: 'string' };
export const maybeText: Json = { type: ['string', 'null'] };
export const time: Json = { type: 'string', pattern: instant };
export const count: Json = { type: 'integer', minimum: 0 };

/** An object with exactly these members, of which it may lack some. */
export function object(
  properties: { readonly [name: string]: Json },
  lacking: readonly string[] = [],
): Json {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !lacking.includes(name)),
    additionalProperties: false,
  };
}

/** A schema with words for people: Chinese, then English. */
export function said(description: string, schema: Json): Json {
  return { description, ...(schema as { readonly [keyword: string]: Json }) };
}

/** What proves content: its entry, its salt, itself. */
export const proof = {
  seq: said('日志序号 place in the log', count),
  salt: said('盐，32 字节 salt: 32 bytes in hexadecimal', {
    type: 'string',
    pattern: '^[0-9a-f]{64}$',
  }),
  content: said('被证明的内容 what is proved', { type: 'object' }),
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
  ...(object(
    {
      number: said('编号 number', {
        type: 'string',
        pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*-\\d{6}-\\d{4,}$',
      }),
      category: said('类别号 category', { type: 'string', pattern: '^\\d{2}$' }),
      categoryTitle: said('类别名称 its title', text),
      title: said('题名 title', text),
      responsible: said('责任者 who answers for it', text),
      kind: said('统计所用的类型 kind, as the statistics count it', text),
      site: said('项目代码 site', text),
      month: said('归入的月份 month it is filed under', {
        type: 'string',
        pattern: '^\\d{4}-\\d{2}$',
      }),
      supplement: said('0 正卷，1 起为补卷 0, or which supplement', count),
      occurredAt: said('发生时间 when it happened (UTC)', time),
      precision: said('发生时间精确到分或日 how exact that is', { enum: ['minute', 'day'] }),
      filedAt: said('登记时间 when it was filed (UTC)', time),
      filer: said('登记人 who filed it', text),
      room: said('房号 room', maybeText),
      source: said('desk 当时登记，import 由旧登记簿导入', { enum: ['desk', 'import'] }),
      lateReason: said(
        '补录原因，不是补录则没有 why it was filed late; absent where it was not',
        text,
      ),
      status: said('open 未办结，closed 已办结，void 已作废', { enum: ['open', 'closed', 'void'] }),
      carriedOver: said('结转：封卷时未办结 open when it was bound', { type: 'boolean' }),
      retention: object({
        class: { enum: ['y5', 'y10', 'long'] },
        years: said('保管年限，长期为 null years to keep; null: for good', {
          type: ['integer', 'null'],
        }),
        through: said('保管至该日（含），未办结为 null last day to keep; null: open yet', {
          type: ['string', 'null'],
          pattern: day,
        }),
      }),
      schema: said('各栏的格式说明 what the columns mean', { type: 'string', pattern: '^schema/' }),
      fields: said('现行内容；时间为当地时间 what it says now; local times', { type: 'object' }),
      filing: said('最初登记的内容 what was filed first', object(proof)),
      corrections: said('逐次更正 corrections in their order', {
        type: 'array',
        items: object(event),
      }),
      voided: said('作废的原因与批准人 reason and approver of a void', {
        anyOf: [{ type: 'null' }, object(provedEvent)],
      }),
      attachments: said('附件 attached files', { type: 'array', items: attachment }),
      links: said('所连的记录与派工单 linked records and orders', {
        type: 'array',
        items: object({ field: text, target: text }),
      }),
    },
    ['lateReason'],
  ) as { readonly [name: string]: Json }),
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
