import type { Category } from '../../catalogue/model.ts';
import { localDateOf, localMinuteOf, nextDay } from '../../core/month.ts';
import type { Deadline } from '../../deadlines/model.ts';
import type { DayReview, RecordLine } from '../../records/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { PasswordAgain } from '../kit/ui/form-signature.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { SealMark } from '../kit/ui/seal-mark.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { findCategory, titleIn } from '../records/titles.ts';
import { weekdayOf } from './days-page.tsx';
import { dayWords } from './words.ts';

/** How a matter stands with what was promised; the worst first. */
export type Kept = 'overdue' | 'late' | 'running' | 'met' | 'none';

/** A line of the review with its promises. */
export interface ReviewLine {
  readonly line: RecordLine;
  readonly promise: Kept;
}

interface DayProps {
  readonly form: FormState;
  readonly review: DayReview;
  readonly lines: readonly ReviewLine[];
  /** Whether this very person has signed the day. */
  readonly hasSigned: boolean;
}

/** A day as one scroll: counts, every matter, and at the end one signature. */
export function DayPage({ form, review, lines, hasSigned }: DayProps) {
  const { page } = form;
  const say = dayWords(page.lang);
  const { day } = review;
  return (
    <Frame
      page={page}
      form={form}
      title={say('titleOf', { day })}
      current="inbox"
      crumbs={[{ title: say('title'), href: paths.days({ month: day.slice(0, 7) }) }]}
      badge={<SignedTag page={page} review={review} />}
    >
      <p class="quiet">{weekdayOf(day, page)}</p>
      <Counts page={page} review={review} />
      <Panel title={say('records')} actions={<span class="quiet">{say('overdueFirst')}</span>}>
        <DataTable
          caption={say('records')}
          columns={columnsOf(page)}
          rows={lines}
          rowLink={({ line }) => paths.record(line.number)}
          rowClass={({ promise }) => (promise === 'overdue' ? 'row-bad' : undefined)}
          empty={
            <Empty title={say('none')}>
              <p>{say('noneHelp')}</p>
            </Empty>
          }
        />
      </Panel>
      <Panel title={say('signature')} id="sign">
        <Signatures page={page} review={review} />
        <SignForm {...{ form, review, hasSigned }} />
      </Panel>
      <Pager
        lang={page.lang}
        label={say('days')}
        words={day}
        newer={day < page.today ? paths.day(nextDay(day)) : undefined}
        older={paths.day(dayBefore(day))}
      />
    </Frame>
  );
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

function SignedTag({ page, review }: { page: Page; review: DayReview }) {
  const say = dayWords(page.lang);
  const { day, signatures } = review;
  if (signatures.length > 0) {
    return (
      <Tag tone="good">
        {say('earlier')} {signatures.map(({ name }) => name).join('、')}
      </Tag>
    );
  }
  return day < page.today ? (
    <Tag tone="bad">{say('unsigned')}</Tag>
  ) : (
    <Tag tone="warn">{say('dueToday')}</Tag>
  );
}

function Counts({ page, review }: { page: Page; review: DayReview }) {
  const say = dayWords(page.lang);
  return (
    <ul class="figures day-counts">
      {review.counts.map(({ category, title, total, open, kinds }) => (
        <li>
          <span class="quiet">{titleOf(page, category, title)}</span>
          <span class="figure">{total}</span>
          <span class="quiet">{say('openOf', { count: open })}</span>
          {kinds.length === 0 ? null : (
            <ul class="kinds">
              {kinds.map(({ kind, count }) => (
                <li>
                  {kind || say('noKind')} <strong>{count}</strong>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function titleOf(page: Page, code: string, title: string): string {
  const category: Category | undefined = findCategory(page.document, code);
  return category === undefined ? title : titleIn(page.lang, category);
}

const states = { open: 'stateOpen', closed: 'stateClosed', void: 'stateVoid' } as const;
const stateTones = { open: 'warn', closed: 'good', void: 'neutral' } as const;
const promiseTones = { overdue: 'bad', late: 'bad', running: 'info', met: 'good' } satisfies Record<
  Exclude<Kept, 'none'>,
  Tone
>;

function columnsOf(page: Page): Column<ReviewLine>[] {
  const say = dayWords(page.lang);
  return [
    {
      title: say('number'),
      cell: ({ line }) => <RecordNumber number={line.number} href={paths.record(line.number)} />,
    },
    { title: say('at'), cell: ({ line }) => timeOf(page, line) },
    { title: say('category'), cell: ({ line }) => titleOf(page, line.category, line.category) },
    { title: say('room'), unbroken: true, cell: ({ line }) => line.room ?? '' },
    { title: say('matter'), wide: true, cell: ({ line }) => line.title },
    {
      title: say('promise'),
      cell: ({ promise }) =>
        promise === 'none' ? '' : <Tag tone={promiseTones[promise]}>{say(promise)}</Tag>,
    },
    {
      title: say('status'),
      cell: ({ line }) => <Tag tone={stateTones[line.status]}>{say(states[line.status])}</Tag>,
    },
  ];
}

function timeOf({ document }: Page, { occurredAt }: RecordLine): string {
  return localMinuteOf(occurredAt, document.timeZone).slice(11);
}

function Signatures({ page, review }: { page: Page; review: DayReview }) {
  if (review.signatures.length === 0) return null;
  return (
    <div class="cluster">
      {review.signatures.map(({ name, at, remark }) => (
        <SealMark
          name={name}
          at={localMinuteOf(at, page.document.timeZone)}
          note={remark ?? undefined}
        />
      ))}
    </div>
  );
}

/** The form of one signature, or in words why there is none. */
function SignForm({ form, review, hasSigned }: Omit<DayProps, 'lines'>) {
  const { page } = form;
  const say = dayWords(page.lang);
  const { day } = review;
  if (!mayAt(page, 'record.sign-off')) return <p class="quiet">{say('mayNot')}</p>;
  if (day > localDateOf(page.now, page.document.timeZone)) {
    return <p class="quiet">{say('future')}</p>;
  }
  if (hasSigned) return <p class="quiet">{say('youSigned')}</p>;
  const counts = review.counts
    .map(({ category, title, total }) => `${titleOf(page, category, title)} ${total}`)
    .join(page.lang === 'zh' ? '，' : ', ');
  return (
    <PageForm form={form}>
      <p>{say('signWhat', { day, counts })}</p>
      <AreaField
        form={form}
        name="remark"
        label={say('remark')}
        hint={say('remarkHint')}
        rows={2}
      />
      <PasswordAgain form={form} />
      <FormActions>
        <Button kind="primary" hotkey="Ctrl+Enter">
          {say('signDo')}
        </Button>
      </FormActions>
    </PageForm>
  );
}

/** The worst of a record's promises; a prompt is none. */
export function promiseOf(deadlines: readonly Deadline[] = []): Kept {
  const states = deadlines.filter(({ prompt }) => !prompt).map(({ state }) => state);
  if (states.includes('overdue')) return 'overdue';
  if (states.includes('late')) return 'late';
  if (states.includes('running') || states.includes('warned')) return 'running';
  return states.length === 0 ? 'none' : 'met';
}
