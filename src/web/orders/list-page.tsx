import { localMinuteOf } from '../../core/month.ts';
import { type MonthAccount, OrderCopy, type OrderLine, OrderStatus } from '../../dispatch/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { NumberStrip } from '../kit/ui/strip.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { orderWords } from './copy-words.ts';
import { cellsOf } from './number-cells.ts';
import { dispatchWords } from './words.ts';

interface OrdersProps {
  /** The form into which a number is scanned. */
  readonly form: FormState;
  readonly month: string;
  readonly status: OrderStatus | undefined;
  readonly account: MonthAccount;
  readonly lines: readonly OrderLine[];
  readonly trail: readonly string[];
  readonly next: string | null;
  /** The number that would be taken now, in the present month. */
  readonly nextNumber: string | undefined;
}

/** A month's dispatch orders: the strip of its numbers, what is out, and a field to scan into. */
export function OrdersPage(props: OrdersProps) {
  const { form, month, account } = props;
  const { page } = form;
  const say = dispatchWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      focusStays
      title={say('title')}
      current="orders"
      actions={
        mayAt(page, 'order.take') ? (
          <ButtonLink kind="primary" href={paths.newOrder()} hotkey="F2">
            {say('new')}
          </ButtonLink>
        ) : undefined
      }
    >
      {mayAt(page, 'order.check-in') ? <CollectForm form={form} month={month} /> : null}
      <Panel title={say('strip', { month })}>
        <Strip {...props} />
      </Panel>
      {account.gaps.length === 0 ? null : (
        <Notice tone="bad" title={say('gapNotice', { count: account.gaps.length })}>
          <p>{say('gapHelp')}</p>
          <ul class="number-list">
            {account.gaps.map(({ first, last }) => (
              <li class="number">{first === last ? first : say('gapRange', { first, last })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <OrderTable {...props} />
    </Frame>
  );
}

function Strip({ form, month, account, nextNumber }: OrdersProps) {
  const { lang } = form.page;
  const say = dispatchWords(lang);
  const { first, last, issued, done, notReturned } = account;
  if (first === null || last === null) {
    return (
      <Empty title={say('stripEmpty', { month })}>
        <p>{say('stripEmptyHelp')}</p>
      </Empty>
    );
  }
  const figures = { month, first, last, issued, done, void: account.void, out: notReturned };
  return (
    <>
      <p class="quiet">{say('stripWords', figures)}</p>
      <NumberStrip
        label={say('strip', { month })}
        cells={cellsOf(account, lang, nextNumber)}
        legend={[
          { state: 'filed', words: say('legendFiled') },
          { state: 'out', words: say('legendOut') },
          { state: 'void', words: say('legendVoid') },
          ...(account.gaps.length > 0 ? [{ state: 'gap' as const, words: say('legendGap') }] : []),
          ...(nextNumber === undefined
            ? []
            : [{ state: 'next' as const, words: say('legendNext') }]),
        ]}
      />
    </>
  );
}

function CollectForm({ form, month }: { form: FormState; month: string }) {
  const { lang } = form.page;
  const say = dispatchWords(lang);
  const example = `PG-${month.replace('-', '')}-0007`;
  return (
    <Panel title={say('collect')}>
      <form method="post" action={paths.collectOrders()} class="collect" novalidate>
        <input type="hidden" name="_key" value={form.key} />
        <input type="hidden" name="month" value={month} />
        <TextField
          form={form}
          name="number"
          label={say('collectNumber')}
          hint={say('collectHint', { example })}
          required
          autofocus
        />
        <SelectField
          form={form}
          name="copy"
          label={say('collectCopy')}
          options={OrderCopy.options.map((copy) => ({
            value: copy,
            title: orderWords(lang)(copy),
          }))}
        />
        <Button>{say('collectDo')}</Button>
      </form>
    </Panel>
  );
}

const between = '|';

function OrderTable({ form, month, status, lines, trail, next }: OrdersProps) {
  const { page } = form;
  const say = dispatchWords(page.lang);
  const words = { month, status };
  return (
    <>
      <FilterBar
        lang={page.lang}
        action={paths.orders()}
        fields={[
          { name: 'month', label: say('month'), kind: 'month', value: month },
          {
            name: 'status',
            label: say('status'),
            kind: 'select',
            value: status ?? '',
            options: [
              { value: '', title: say('anyStatus') },
              ...OrderStatus.options.map((one) => ({ value: one, title: say(one) })),
            ],
          },
        ]}
        chips={
          status === undefined
            ? []
            : [{ words: `${say('status')}: ${say(status)}`, href: paths.orders({ month }) }]
        }
      />
      <DataTable
        caption={say('title')}
        captioned="unseen"
        columns={columnsOf(page)}
        rows={lines}
        rowLink={({ number }) => paths.order(number)}
        empty={
          <Empty title={say('none')}>
            <p>{say('noneHelp')}</p>
          </Empty>
        }
      />
      {next === null && trail.length === 0 ? null : (
        <Pager
          lang={page.lang}
          label={say('pages')}
          words={say('shown', { count: lines.length })}
          newer={
            trail.length === 0
              ? undefined
              : paths.orders({ ...words, trail: trail.slice(0, -1).join(between) })
          }
          older={
            next === null
              ? undefined
              : paths.orders({ ...words, trail: [...trail, next].join(between) })
          }
        />
      )}
    </>
  );
}

const tones = { issued: 'warn', done: 'good', void: 'neutral' } satisfies Record<OrderStatus, Tone>;

/** Where an order stands, as sign and word. */
export function OrderTag({ page, status }: { page: Page; status: OrderStatus }) {
  return <Tag tone={tones[status]}>{dispatchWords(page.lang)(status)}</Tag>;
}

function columnsOf(page: Page): Column<OrderLine>[] {
  const say = dispatchWords(page.lang);
  const copyWords = orderWords(page.lang);
  return [
    {
      title: say('number'),
      cell: ({ number }) => <RecordNumber number={number} href={paths.order(number)} />,
    },
    {
      title: say('takenAt'),
      unbroken: true,
      cell: ({ takenAt }) => localMinuteOf(takenAt, page.document.timeZone),
    },
    { title: say('room'), unbroken: true, cell: ({ room }) => room ?? '' },
    { title: say('matter'), wide: true, cell: ({ matter }) => shortened(matter) },
    {
      title: say('sentTo'),
      cell: ({ department, engineer }) => [department, engineer].join(' ').trim(),
    },
    {
      title: say('copies'),
      cell: ({ copies }) => (
        <ul class="copies">
          {OrderCopy.options
            .filter((copy) => copies.includes(copy))
            .map((copy) => (
              <li>
                <span aria-hidden="true">✔ </span>
                {copyWords(copy)}
              </li>
            ))}
        </ul>
      ),
    },
    { title: say('status'), cell: ({ status }) => <OrderTag page={page} status={status} /> },
  ];
}

/** The longest text shown in a cell; the order has all of it. Units: characters. */
const longestCell = 60;

function shortened(matter: string): string {
  const letters = [...matter];
  return letters.length <= longestCell ? matter : `${letters.slice(0, longestCell).join('')}…`;
}
