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
  const words = category.fields
    .filter((field) => field.personal !== true)
    .map(({ name }) => fields[name])
    .filter((value) => value !== undefined);
  await home.index.put(db, {
    id: record.id,
    kind: 'record',
    site: record.site,
    scope: `record:${category.code}`,
    category: category.code,
    at: record.occurredAt,
    month: record.month,
    ...(room === null ? {} : { room }),
    text: [
      record.number,
      category.title,
      headingOf(category, fields).title,
      room ?? '',
      ...words,
    ].join('\n'),
  });
}
