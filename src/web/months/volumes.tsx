import type { CategoryCount } from '../../bundles/queries.ts';
import type { Category } from '../../catalogue/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { titleIn } from '../records/titles.ts';
import { monthWords } from './words.ts';

/** The volumes of a binding: every category, with how many records it has. */
export function Volumes(props: { page: Page; month: string; volumes: readonly CategoryCount[] }) {
  const { page, month, volumes } = props;
  const say = monthWords(page.lang);
  const found = Map.groupBy(volumes, ({ category }) => category);
  const rows = page.document.categories.map((category) => {
    const own = found.get(category.code) ?? [];
    const count = own.reduce((sum, one) => sum + one.records, 0);
    return { category, classes: own.map((one) => one.class), count };
  });
  const filled = rows.filter(({ count }) => count > 0);
  // The extras beside the 29 are named where they hold something.
  const empty = rows.filter(({ count, category }) => count === 0 && category.extra !== true);
  const nameOf = (category: Category) => `${category.code} ${titleIn(page.lang, category)}`;
  return (
    <div class="volumes stack">
      <DataTable
        caption={volumesTitle(page, volumes)}
        rows={filled}
        empty={<Empty title={say('volumesNone')} />}
        columns={[
          { title: say('category'), cell: ({ category }) => nameOf(category) },
          { title: say('class'), cell: ({ classes }) => classes.map((one) => say(one)).join(' ') },
          {
            title: say('count'),
            numeric: true,
            cell: ({ category, count }) => (
              <a
                href={paths.records({ category: category.prefix, month })}
                aria-label={say('openList', { title: titleIn(page.lang, category), month, count })}
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
              {filled.reduce((sum, { count }) => sum + count, 0)}
            </td>
          </tr>
        }
      />
      <p class="quiet">
        {say('volumesHelp')}
        {empty.length === 0 ? null : (
          <>
            {' '}
            {say('volumesEmpty', { count: empty.length })}
            {empty.map(({ category }) => nameOf(category)).join(page.lang === 'zh' ? '、' : ', ')}
          </>
        )}
      </p>
    </div>
  );
}

/** How many of the 29 have a volume, and beside them how many of the extra registers. */
export function volumesTitle(page: Page, volumes: readonly CategoryCount[]): string {
  const say = monthWords(page.lang);
  const held = new Set(volumes.map(({ category }) => category));
  const { categories } = page.document;
  const required = categories.filter(({ extra }) => extra !== true);
  const done = required.filter(({ code }) => held.has(code)).length;
  const extras = categories.filter(({ extra, code }) => extra === true && held.has(code)).length;
  return [
    say('volumes', { done, total: required.length }),
    ...(extras === 0 ? [] : [say('volumesExtra', { count: extras })]),
  ].join(page.lang === 'zh' ? '，' : ', ');
}
