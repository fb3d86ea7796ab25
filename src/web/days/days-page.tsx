import { nextMonth, previousMonth } from '../../core/month.ts';
import type { ReviewDay } from '../../records/queries/list-days.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty, Notice } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { titleIn } from '../records/titles.ts';
import { dayWords } from './words.ts';

interface DaysProps {
  readonly page: Page;
  readonly month: string;
  readonly days: readonly ReviewDay[];
}

/** A month's days: what each brought, and who signed for having read it. */
export function DaysPage({ page, month, days }: DaysProps) {
  const say = dayWords(page.lang);
  const missing = days.filter((one) => isFlagged(page, one));
  return (
    <Frame page={page} title={say('title')} current="inbox">
      <p class="quiet">{say('help')}</p>
      <FilterBar
        lang={page.lang}
        action={paths.days()}
        fields={[{ name: 'month', label: say('month'), kind: 'month', value: month }]}
      />
      {days.length === 0 ? null : missing.length === 0 ? (
        <Notice tone="good" title={say('allSigned')} />
      ) : (
        <Notice tone="bad" title={say('unsignedCount', { count: missing.length })}>
          {say('unsignedHelp')}
        </Notice>
      )}
      <DataTable
        caption={`${say('title')} ${month}`}
        captioned="unseen"
        columns={columnsOf(page)}
        rows={days}
        rowLink={({ day }) => paths.day(day)}
        rowClass={(one) => (isFlagged(page, one) ? 'row-bad' : undefined)}
        empty={
          <Empty title={say('noDays')}>
            <p>{say('noDaysHelp')}</p>
          </Empty>
        }
      />
      <Pager
        lang={page.lang}
        label={say('months')}
        words={month}
        newer={month < page.today.slice(0, 7) ? paths.days({ month: nextMonth(month) }) : undefined}
        older={paths.days({ month: previousMonth(month) })}
      />
    </Frame>
  );
}

/** A day that is over and that nobody has signed. */
function isFlagged({ today }: Page, { day, signers }: ReviewDay): boolean {
  return day < today && signers.length === 0;
}

function columnsOf(page: Page): Column<ReviewDay>[] {
  const say = dayWords(page.lang);
  const reviewed = page.document.categories.filter((category) => category.reviewed === true);
  return [
    { title: say('day'), cell: ({ day }) => `${day} ${weekdayOf(day, page)}` },
    {
      title: say('matters'),
      wide: true,
      cell: ({ counts }) => {
        const brought = reviewed.filter(({ code }) => (counts[code] ?? 0) > 0);
        if (brought.length === 0) return <span class="quiet">{say('nothing')}</span>;
        return (
          <ul class="kinds">
            {brought.map((category) => (
              <li>
                {titleIn(page.lang, category)} <strong>{counts[category.code]}</strong>
              </li>
            ))}
          </ul>
        );
      },
    },
    { title: say('open'), numeric: true, cell: ({ open }) => open },
    { title: say('signature'), cell: (one) => <Signed page={page} one={one} /> },
  ];
}

/** The day of the week, which the roster goes by. */
export function weekdayOf(day: string, { lang }: Pick<Page, 'lang'>): string {
  const locale = lang === 'zh' ? 'zh-CN' : 'en-GB';
  return Temporal.PlainDate.from(day).toLocaleString(locale, { weekday: 'short' });
}

function Signed({ page, one }: { page: Page; one: ReviewDay }) {
  const say = dayWords(page.lang);
  if (one.signers.length > 0) return <Tag tone="good">{one.signers.join('、')}</Tag>;
  if (isFlagged(page, one)) return <Tag tone="bad">{say('unsigned')}</Tag>;
  return <Tag tone="warn">{say('dueToday')}</Tag>;
}
