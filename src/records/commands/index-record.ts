import type { Category } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import type { Month } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { Tx } from '../../store/tables.ts';
import type { Fields } from '../rules/fields.ts';
import { headingOf } from '../rules/title.ts';

/** Puts a record's words into the text index; personal fields stay out of it. */
export async function indexRecord(
  home: Pick<Home, 'index'>,
  db: Tx,
  {
    record,
    category,
    fields,
    room,
  }: {
    record: { id: string; site: string; number: string; month: Month; occurredAt: Instant };
    category: Category;
    fields: Readonly<Fields>;
    room: string | null;
  },
): Promise<void> {
  await home.index.put(db, {
    id: record.id,
    kind: 'record',
    site: record.site,
    scope: `record:${category.code}`,
    category: category.code,
    at: record.occurredAt,
    month: record.month,
    ...(room === null ? {} : { room }),
    text: wordsOfRecord({ number: record.number, category, fields, room }),
  });
}

/** The text by which a record is found, a line a value; no personal field stands in it. */
export function wordsOfRecord(record: {
  number: string;
  category: Category;
  fields: Readonly<Fields>;
  room: string | null;
}): string {
  const { category, fields } = record;
  const words = category.fields
    .filter((field) => field.personal !== true)
    .map(({ name }) => fields[name])
    .filter((value) => value !== undefined);
  const { title } = headingOf(category, fields);
  return [record.number, category.title, title, record.room ?? '', ...words].join('\n');
}
