import type { Category } from '../../catalogue/model.ts';
import type { RecordPage, RecordStatus } from '../../records/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { TenYearBadge } from '../kit/ui/tag.tsx';
import { columnsOf } from './list-columns.tsx';
import { type AskedList, conditions, newerTrail, olderTrail } from './list-query.ts';
import { listWords } from './list-words.ts';
import { titleIn } from './titles.ts';

interface ListProps {
  readonly page: Page;
  readonly asked: AskedList;
  readonly found: RecordPage;
  /** The list as an export asks for it, where one can be asked for. */
  readonly exported: string | undefined;
}

/** Records, narrowed by what stands in the address, the newest first. */
export function RecordListPage({ page, asked, found, exported }: ListProps) {
  const say = listWords(page.lang);
  const category = chosenCategory(page, asked);
  const { words, trail } = asked;
  const title =
    category === undefined
      ? say('title')
      : say('titleOf', { category: titleIn(page.lang, category) });
  const isFiltered = Object.keys(words).length > 0;
  return (
    <Frame
      page={page}
      title={title}
      current="records"
      badge={category?.important === true ? <TenYearBadge lang={page.lang} /> : null}
      actions={<ListActions page={page} category={category} exported={exported} />}
    >
      <Filters page={page} asked={asked} />
      <div class="many-columns">
        <DataTable
          caption={title}
          captioned="unseen"
          columns={columnsOf(page, category)}
          rows={found.items}
          rowLink={({ number }) => paths.record(number)}
          empty={
            <Empty title={say(isFiltered ? 'none' : 'noneYet')}>
              <p>{say(isFiltered ? 'noneHelp' : 'noneYetHelp')}</p>
              <p>
                <a href={paths.search()}>{say('search')}</a>
                {mayAt(page, 'import.run') ? (
                  <>
                    {' · '}
                    <a href={paths.imports()}>{say('import')}</a>
                  </>
                ) : null}
              </p>
            </Empty>
          }
        />
      </div>
      {found.items.length === 0 && trail.length === 0 ? null : (
        <Pager
          lang={page.lang}
          label={say('pages')}
          words={say('shown', { count: found.items.length })}
          newer={
            trail.length === 0 ? undefined : paths.records({ ...words, trail: newerTrail(trail) })
          }
          older={
            found.next === null
              ? undefined
              : paths.records({ ...words, trail: olderTrail(trail, found.next) })
          }
        />
      )}
      {mayAt(page, 'personal.read') ? null : <p class="quiet">{say('masked')}</p>}
    </Frame>
  );
}

function chosenCategory({ document }: Page, { words }: AskedList): Category | undefined {
  return document.categories.find(({ prefix }) => prefix === words.category);
}

function ListActions(props: {
  page: Page;
  category: Category | undefined;
  exported: string | undefined;
}) {
  const { page, category, exported } = props;
  const say = listWords(page.lang);
  return (
    <>
      <a href={paths.search()}>{say('search')}</a>
      {exported === undefined ? null : (
        <form method="post" action={paths.exportRecords()}>
          <input type="hidden" name="_key" value={page.newKey()} />
          <input type="hidden" name="query" value={exported} />
          <Button title={say('exportHint')}>{say('export')}</Button>
        </form>
      )}
      {mayAt(page, 'record.file') ? (
        <ButtonLink
          kind="primary"
          hotkey="F2"
          href={category === undefined ? paths.chooseRecord() : paths.newRecord(category.prefix)}
        >
          {say('new')}
        </ButtonLink>
      ) : null}
    </>
  );
}

const states = ['open', 'closed', 'void'] as const satisfies readonly RecordStatus[];

function Filters({ page, asked }: Pick<ListProps, 'page' | 'asked'>) {
  const say = listWords(page.lang);
  const { words } = asked;
  const value = (name: (typeof conditions)[number]) => words[name] ?? '';
  const categories = page.document.categories.map((category) => ({
    value: category.prefix,
    title: `${category.code} ${titleIn(page.lang, category)}`,
  }));
  const wordsOf = (name: (typeof conditions)[number]) => {
    if (name === 'category')
      return categories.find((one) => one.value === words.category)?.title ?? '';
    return name === 'status'
      ? say(states.find((one) => one === words.status) ?? 'anyStatus')
      : value(name);
  };
  return (
    <FilterBar
      lang={page.lang}
      action={paths.records()}
      fields={[
        {
          name: 'category',
          label: say('category'),
          kind: 'select',
          value: value('category'),
          options: [{ value: '', title: say('anyCategory') }, ...categories],
        },
        { name: 'month', label: say('month'), kind: 'month', value: value('month') },
        {
          name: 'status',
          label: say('status'),
          kind: 'select',
          value: value('status'),
          options: [
            { value: '', title: say('anyStatus') },
            ...states.map((state) => ({ value: state, title: say(state) })),
          ],
        },
        { name: 'room', label: say('room'), value: value('room') },
        { name: 'person', label: say('person'), value: value('person') },
        { name: 'from', label: say('from'), kind: 'date', value: value('from') },
        { name: 'until', label: say('until'), kind: 'date', value: value('until') },
      ]}
      chips={conditions
        .filter((name) => words[name] !== undefined)
        .map((name) => ({
          words: `${say(name)}: ${wordsOf(name)}`,
          href: paths.records({ ...words, [name]: undefined }),
        }))}
      clear={paths.records()}
    />
  );
}
