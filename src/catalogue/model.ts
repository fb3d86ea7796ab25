import { z } from 'zod';
import { Flows, HandbookSettings, PatrolRoute } from './chart-model.ts';

/** The field holds this very text, or, with `present`, anything at all. */
const Condition = z.strictObject({
  field: z.string(),
  is: z.string().optional(),
  present: z.boolean().optional(),
});
export type Condition = z.infer<typeof Condition>;

/** How a value is typed, checked, shown and printed. Times are wall-clock times of the site. */
const FieldType = z.enum([
  'text',
  'long-text',
  'integer',
  'decimal',
  'date',
  'minute',
  'choice',
  'yes-no',
  'room',
  'phone',
  'order-number',
  'record-number',
]);

/** One column of a register: the one definition behind form, check, import, list and print. */
export const Field = z.strictObject({
  name: z.string().describe('the column head, which is also its key in `fields`'),
  en: z.string(),
  type: FieldType,
  required: z.boolean().optional(),
  requiredWhen: z.array(Condition).optional().describe('required if any of these holds'),
  unit: z.string().optional(),
  choices: z.array(z.string()).optional().describe('known values; others are filed with a warning'),
  min: z.number().optional(),
  max: z.number().optional(),
  shape: z
    .enum(['plate', 'identity'])
    .optional()
    .describe('the shape a text usually has; another is filed with a warning'),
  notBefore: z.string().optional().describe('a field whose time this one may not precede'),
  expectedNotBefore: z
    .string()
    .optional()
    .describe('a field whose time normally comes first; an earlier one is filed with a warning'),
  future: z.boolean().optional().describe('a planned time, which may lie ahead'),
  personal: z.boolean().optional().describe('masked in pages and lists, never in the text index'),
  list: z.boolean().optional().describe('shown as a column of the list'),
});
export type Field = z.infer<typeof Field>;

/** When the matter is over, which starts its retention period. */
const Closing = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('occurrence'), when: Condition.optional() }),
  z.strictObject({ by: z.literal('field'), field: z.string() }),
]);

/** Once a promise was kept: so long after `to`, the clerk is reminded to press on. No breach. */
const Prompt = z.strictObject({
  code: z.string(),
  title: z.string(),
  en: z.string(),
  to: z.string().describe('the field that is filled once it was done'),
  afterMinutes: z.number().int().positive(),
  source: z.string(),
});

/** A promised time: from one field's moment to another's, measured in the month's statistics. */
export const DeadlineRule = z.strictObject({
  code: z.string(),
  title: z.string(),
  en: z.string(),
  from: z.string(),
  to: z.string(),
  when: Condition.optional(),
  within: z.union([
    z.strictObject({ minutes: z.number().int().positive() }),
    z.strictObject({ sameDay: z.literal(true) }),
  ]),
  source: z.string().describe('the clause that promises it, such as C-1.5'),
  prompt: Prompt.optional(),
});
export type DeadlineRule = z.infer<typeof DeadlineRule>;

/** A record category (工作记录类别): data, versioned as a whole with the site document. */
export const Category = z.strictObject({
  code: z.string().regex(/^\d{2}$/),
  prefix: z.string().regex(/^[A-Z]{2,3}$/),
  title: z.string(),
  en: z.string(),
  important: z.boolean().describe('※: ten years or more'),
  extra: z.boolean().optional().describe('one of the starter extras beside the 29'),
  retention: z.union([
    z.strictObject({ years: z.number().int().positive(), source: z.string() }),
    z.strictObject({ permanent: z.literal(true), source: z.string() }),
  ]),
  time: z.strictObject({ field: z.string(), precision: z.enum(['minute', 'day']) }),
  room: z.string().optional().describe('the field that names the household'),
  subject: z.array(z.string()).describe('fields that make the title (题名) in catalogues'),
  responsible: z.string().describe('the field that names who answers for the record (责任者)'),
  filer: z
    .boolean()
    .optional()
    .describe('that is a person of the office, and who files the record unless another is named'),
  kind: z.string().optional().describe('the field by which the month is counted'),
  closing: Closing,
  dispatch: z
    .strictObject({
      number: z.string(),
      department: z.string(),
      engineer: z.string(),
      at: z.string(),
      signed: z.string(),
      matter: z.string(),
    })
    .optional()
    .describe('the fields of a register whose rows carry dispatch orders'),
  links: z.array(z.string()).optional().describe('fields that name another record or order'),
  signaturePairs: z
    .array(z.strictObject({ first: z.string(), second: z.string(), when: Condition.optional() }))
    .optional()
    .describe('two signatures that must come from two people'),
  counted: z
    .strictObject({ when: Condition, otherwise: z.string() })
    .optional()
    .describe('a record that does not meet this is filed but not counted, with this warning'),
  reviewed: z.boolean().optional().describe('listed and counted in the daily review (日审阅)'),
  deadlines: z.array(DeadlineRule).optional(),
  print: z.strictObject({
    columns: z.number().int().min(1).max(4).describe('label and value pairs a line'),
    wide: z.array(z.string()).describe('fields that take a whole line'),
  }),
  fields: z.array(Field).min(1),
});
export type Category = z.infer<typeof Category>;

/** One of the 19 document types of an owner's archive, in its fixed order (档号). */
export const DocumentType = z.strictObject({
  order: z.number().int().positive(),
  title: z.string(),
  en: z.string(),
  many: z.boolean().optional().describe('holds many papers'),
  trigger: z.string().optional().describe('the household fact without which it does not apply'),
});
export type DocumentType = z.infer<typeof DocumentType>;

const Post = z.strictObject({
  code: z.string(),
  title: z.string(),
  en: z.string(),
  department: z.string(),
  role: z.string(),
  reportsTo: z.string().optional().describe('the code of the post above; none for the top'),
  duties: z.string().max(60).optional().describe('what it is there for, as a short phrase'),
});
export type Post = z.infer<typeof Post>;

const RoleTitle = z.strictObject({ code: z.string(), title: z.string(), en: z.string() });

/** A posting place: a wall on which policies must hang. */
const Place = z.strictObject({
  code: z.string(),
  title: z.string(),
  en: z.string(),
  sites: z.array(z.string()).optional().describe('the sites that have it; every site without'),
});

export const Site = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]{1,8}$/),
  name: z.string(),
  roomPattern: z
    .string()
    .describe('a regular expression whose groups are the parts of a canonical room'),
});
export type Site = z.infer<typeof Site>;

/** What a pack brings: the vocabulary of one kind of office. */
export const Pack = z.strictObject({
  pack: z.string(),
  title: z.string(),
  categories: z.array(Category),
  documentTypes: z.array(DocumentType),
  posts: z.array(Post),
  places: z.array(Place),
  roles: z.array(RoleTitle),
  departments: z.array(z.string()),
  departmentDuties: z
    .record(z.string(), z.string().max(60))
    .optional()
    .describe('what a department is there for, by its name'),
  patrolRoute: PatrolRoute.optional(),
  flows: Flows.optional(),
  handbook: HandbookSettings.optional(),
});
export type Pack = z.infer<typeof Pack>;

/** `site.json`: everything an installation may configure, and no secret. */
export const SiteDocument = z.strictObject({
  schema: z.literal('anjuan-site/1'),
  company: z.string(),
  timeZone: z.string(),
  publicUrl: z.string(),
  sites: z.array(Site).min(1),
  sealDay: z.number().int().min(1).max(28),
  learnWithinDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .optional()
    .describe('how many days a policy may be owed before its reader is behind; 7 if left out'),
  mail: z.strictObject({
    host: z.string(),
    port: z.number().int(),
    from: z.string(),
    to: z.array(z.string()),
  }),
  ...Pack.omit({ pack: true, title: true }).shape,
});
export type SiteDocument = z.infer<typeof SiteDocument>;
