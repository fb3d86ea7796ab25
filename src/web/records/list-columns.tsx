import type { Category, Field } from '../../catalogue/model.ts';
import { localDateOf, localMinuteOf } from '../../core/month.ts';
import type { RecordLine, RecordStatus } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Column } from '../kit/ui/data-table.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Tag, TenYearBadge, type Tone } from '../kit/ui/tag.tsx';
import { listWords } from './list-words.ts';
import { findCategory, headIn, titleIn } from './titles.ts';

/** The columns of a list of records: a category's own, or what all records have in common. */
export function columnsOf(page: Page, category: Category | undefined): Column<RecordLine>[] {
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
  if (words === '') return '';
  if (!unbroken.has(field.type)) return <span class="cell-words">{words}</span>;
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

const tones = { open: 'warn', closed: 'good', void: 'neutral' } satisfies Record<
  RecordStatus,
  Tone
>;

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
