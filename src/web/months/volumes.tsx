import type { CategoryCount } from '../../bundles/queries.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { titleIn } from '../records/titles.ts';
import { monthWords } from './words.ts';

/** The volumes of a binding: every category, with how many records it has. */
export function Volumes(props: { page: Page; month: string; volumes: readonly CategoryCount[] }) {
  const { page, month, volumes } = props;
  const say = monthWords(page.lang);
  const found = Map.groupBy(volumes, ({ category }) => category);
  const rows = page.document.categories.flatMap((category) => {
    const own = found.get(category.code) ?? [];
    // The extras beside the 29 are named where they hold something.
    if (own.length === 0 && category.extra === true) return [];
    const count = own.reduce((sum, one) => sum + one.records, 0);
    return [{ category, classes: own.map((one) => one.class), count }];
  });
  const done = rows.filter(({ count }) => count > 0).length;
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <div class="volumes">
      <p class="quiet">{say('volumesHelp')}</p>
      <DataTable
        caption={say('volumes', { done, total: rows.length })}
        rows={rows}
        rowClass={({ count }) => (count === 0 ? 'volume-empty' : undefined)}
        columns={[
          {
            title: say('category'),
            cell: ({ category }) => `${category.code} ${titleIn(page.lang, category)}`,
          },
          { title: say('class'), cell: ({ classes }) => classes.map((one) => say(one)).join(' ') },
          {
            title: say('count'),
            numeric: true,
            cell: ({ category, count }) =>
              count === 0 ? (
                '0'
              ) : (
                <a
                  href={paths.records({ category: category.prefix, month })}
                  aria-label={say('openList', {
                    title: titleIn(page.lang, category),
                    month,
                    count,
                  })}
                >
                  {count}
                </a>
              ),
          },
        ]}
        footer={
          <tr>
            <th scope="row">{say('total')}</th>
            <td />
            <td class="numeric" data-label={say('count')}>
              {total}
            </td>
          </tr>
        }
      />
    </div>
  );
}
