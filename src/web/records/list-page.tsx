import type { Category, Field } from '../../catalogue/model.ts';
import { localDateOf, localMinuteOf } from '../../core/month.ts';
import type { RecordLine, RecordPage, RecordStatus } from '../../records/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag, TenYearBadge, type Tone } from '../kit/ui/tag.tsx';
import { type AskedList, conditions, newerTrail, olderTrail } from './list-query.ts';
import { listWords } from './list-words.ts';
import { findCategory, headIn, titleIn } from './titles.ts';

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
const tones = { open: 'warn', closed: 'good', void: 'neutral' } satisfies Record<
  RecordStatus,
  Tone
>;

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

function columnsOf(page: Page, category: Category | undefined): Column<RecordLine>[] {
  const say = listWords(page.lang);
  const number: Column<RecordLine> = {
    title: say('number'),
    cell: (line) => <RecordNumber number={line.number} href={paths.record(line.number)} />,
  };
  const status: Column<RecordLine> = {
    title: say('status'),
    cell: (line) => <StateOf page={page} line={line} badge={category === undefined} />,
  };
  if (category !== undefined) {
    const listed = category.fields.filter(({ list }) => list === true);
    return [
      number,
      status,
      ...listed.map(
        (field): Column<RecordLine> => ({
          title: headIn(page.lang, field),
          numeric: field.type === 'integer' || field.type === 'decimal',
          cell: (line) => <CellWords field={field} value={line.fields[field.name]} />,
        }),
      ),
    ];
  }
  return [
    number,
    { title: say('at'), cell: (line) => <span class="unbroken">{timeOf(page, line)}</span> },
    {
      title: say('category'),
      cell: (line) => {
        const own = findCategory(page.document, line.category);
        return own === undefined ? line.category : titleIn(page.lang, own);
      },
    },
    { title: say('room'), cell: ({ room }) => <span class="unbroken">{room ?? ''}</span> },
    { title: say('matter'), wide: true, cell: ({ title }) => title },
    status,
  ];
}

/** Day records are of a day; all others are told to the minute. */
function timeOf(page: Page, line: RecordLine): string {
  const { timeZone } = page.document;
  const precision = findCategory(page.document, line.category)?.time.precision;
  return precision === 'day'
    ? localDateOf(line.occurredAt, timeZone)
    : localMinuteOf(line.occurredAt, timeZone);
}

/** The longest text shown in a cell; the record has all of it. Units: characters. */
const longestCell = 60;

const unbroken = new Set(['minute', 'date', 'room', 'order-number', 'record-number', 'phone']);

/** Times, rooms and numbers break at blanks only. */
function CellWords({ field, value }: { field: Field; value: string | number | undefined }) {
  const words = shortened(value);
  if (!unbroken.has(field.type))
    return <span class={words === '' ? '' : 'cell-words'}>{words}</span>;
  return (
    <span>
      {words.split(' ').map((word) => (
        <>
          <span class="unbroken">{word}</span>{' '}
        </>
      ))}
    </span>
  );
}

function shortened(value: string | number | undefined): string {
  const letters = [...String(value ?? '')];
  return letters.length <= longestCell
    ? letters.join('')
    : `${letters.slice(0, longestCell).join('')}…`;
}

function StateOf(props: { page: Page; line: RecordLine; badge: boolean }) {
  const { page, line, badge } = props;
  const say = listWords(page.lang);
  const isLong = badge && findCategory(page.document, line.category)?.important === true;
  return (
    <span class="states">
      <Tag tone={tones[line.status]}>{say(line.status)}</Tag>
      {isLong ? <TenYearBadge lang={page.lang} /> : null}
      {line.corrections > 0 ? (
        <Tag tone="info">{say('corrections', { count: line.corrections })}</Tag>
      ) : null}
      {line.late ? <Tag tone="info">{say('late')}</Tag> : null}
      {line.supplement > 0 ? <Tag tone="info">{say('supplement')}</Tag> : null}
    </span>
  );
}
