import { localMinuteOf } from '../../core/month.ts';
import { OrderCopy, type OrderView, SlipProfile } from '../../dispatch/model.ts';
import type { OrderPrint } from '../../dispatch/print-order.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { Timeline, type TimelineStep } from '../kit/ui/timeline.tsx';
import { orderWords } from './copy-words.ts';
import { OrderTag } from './list-page.tsx';
import { dispatchWords } from './words.ts';

interface OrderProps {
  readonly page: Page;
  readonly order: OrderView;
  readonly prints: readonly OrderPrint[];
  /** What the reader may do with it. */
  readonly may: {
    readonly print: boolean;
    readonly checkIn: boolean;
    readonly void: boolean;
    readonly contact: boolean;
  };
}

/** A dispatch order with its four copies and what became of them. */
export function OrderPage({ page, order, prints, may }: OrderProps) {
  const say = dispatchWords(page.lang);
  return (
    <Frame
      page={page}
      title={order.number}
      current="orders"
      crumbs={[{ title: say('title'), href: paths.orders({ month: order.month }) }]}
      badge={<OrderTag page={page} status={order.status} />}
      actions={<OrderActions {...{ page, order, may }} />}
    >
      {order.voided === null ? null : (
        <Notice tone="bad" title={say('voidNotice')}>
          <InChinese lang={page.lang}>{dispatchWords('zh')('voidWords', order.voided)}</InChinese>
        </Notice>
      )}
      {order.status === 'done' ? <Notice tone="good" title={say('doneNotice')} /> : null}
      <div class="split">
        <div class="stack">
          <OrderFacts page={page} order={order} />
          <Panel title={say('copiesTitle')}>
            <Copies {...{ page, order, may }} />
          </Panel>
        </div>
        <div class="stack">
          <PrintPanel {...{ page, order, prints, may }} />
          <Panel title={say('story')}>
            <Timeline steps={stepsOf(page, order, prints)} />
          </Panel>
        </div>
      </div>
    </Frame>
  );
}

function OrderActions({ page, order, may }: Omit<OrderProps, 'prints'>) {
  const say = dispatchWords(page.lang);
  return (
    <>
      {may.contact ? (
        <form method="post" action={paths.orderContact(order.number)}>
          <input type="hidden" name="_key" value={page.newKey()} />
          <Button title={say('contactHint')}>{say('contact')}</Button>
        </form>
      ) : null}
      {may.void ? (
        <ButtonLink kind="danger" href={paths.voidOrder(order.number)}>
          {say('voidIt')}
        </ButtonLink>
      ) : null}
    </>
  );
}

function OrderFacts({ page, order }: Pick<OrderProps, 'page' | 'order'>) {
  const say = dispatchWords(page.lang);
  return (
    <section class="original" aria-label={order.number}>
      <Facts
        pairs={[
          { label: say('room'), value: order.room ?? '—' },
          { label: say('takenAt'), value: localMinuteOf(order.takenAt, page.document.timeZone) },
          { label: say('department'), value: order.department || '—' },
          { label: say('engineer'), value: order.engineer || '—' },
          {
            label: say('matterField'),
            wide: true,
            value: <span class="as-typed">{order.matter}</span>,
          },
          { label: say('by'), value: order.takenBy },
          {
            label: say('records'),
            value:
              order.records.length === 0 ? (
                '—'
              ) : (
                <span class="cluster">
                  {order.records.map((number) => (
                    <RecordNumber number={number} href={paths.record(number)} />
                  ))}
                </span>
              ),
          },
        ]}
      />
    </section>
  );
}

/** The four copies, each with where it is and, while it is out, a way to take it back. */
function Copies({ page, order, may }: Omit<OrderProps, 'prints'>) {
  const say = dispatchWords(page.lang);
  return (
    <ul class="order-copies">
      {OrderCopy.options.map((copy) => {
        const back = order.copies.find((one) => one.copy === copy);
        return (
          <li>
            <strong>{orderWords(page.lang)(copy)}</strong>
            <CopyState page={page} copy={copy} back={back} />
            {may.checkIn && back === undefined ? (
              <form method="post" action={paths.checkInOrder(order.number)}>
                <input type="hidden" name="_key" value={page.newKey()} />
                <input type="hidden" name="copy" value={copy} />
                <Button>
                  {say('takeBack')}
                  <span class="unseen">: {orderWords(page.lang)(copy)}</span>
                </Button>
              </form>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function CopyState(props: {
  page: Page;
  copy: OrderCopy;
  back: OrderView['copies'][number] | undefined;
}) {
  const { page, copy, back } = props;
  const say = dispatchWords(page.lang);
  if (back === undefined) {
    return (
      <span class="cluster">
        <Tag tone={copy === 'service' ? 'warn' : 'neutral'}>{say('copyOut')}</Tag>
        {copy === 'service' ? <span class="quiet">{say('serviceNote')}</span> : null}
      </span>
    );
  }
  const at = localMinuteOf(back.at, page.document.timeZone);
  return (
    <Tag tone="good">
      {back.how === 'transcribed' ? say('copyTranscribed') : say('copyBack', { at, by: back.by })}
    </Tag>
  );
}

function PrintPanel({ page, order, prints, may }: OrderProps) {
  const say = dispatchWords(page.lang);
  const last = prints.at(-1);
  return (
    <Panel title={say('print')}>
      <p class="quiet">{say('printHelp')}</p>
      {last === undefined ? (
        <p>{say('printNone')}</p>
      ) : may.print ? (
        <p>
          <a href={paths.orderSlip(order.number, { profile: last.profile })}>{say('printOpen')}</a>
        </p>
      ) : null}
      {may.print ? (
        <form method="post" action={paths.printOrder(order.number)} class="print-form">
          <input type="hidden" name="_key" value={page.newKey()} />
          <fieldset>
            <legend class="field-label">{say('printProfile')}</legend>
            {SlipProfile.options.map((profile) => (
              <label class="tick">
                <input
                  type="radio"
                  name="profile"
                  value={profile}
                  checked={profile === (last?.profile ?? 'a4')}
                />
                <span class="tick-words">{say(profile)}</span>
              </label>
            ))}
          </fieldset>
          <Button kind={last === undefined ? 'primary' : 'plain'} hotkey="F9">
            {last === undefined ? say('print') : say('printAgain', { ordinal: prints.length + 1 })}
          </Button>
        </form>
      ) : (
        <p class="quiet">{say('mayNotPrint')}</p>
      )}
    </Panel>
  );
}

function stepsOf(page: Page, order: OrderView, prints: readonly OrderPrint[]): TimelineStep[] {
  const say = dispatchWords(page.lang);
  const at = (instant: string) => localMinuteOf(instant, page.document.timeZone);
  const steps = [
    {
      instant: order.takenAt,
      who: order.takenBy,
      title: say(order.source === 'import' ? 'imported' : 'opened'),
    },
    ...prints.map(({ at: instant, by, ordinal, profile }) => ({
      instant,
      who: by,
      title: ordinal === 1 ? say('printed') : say('reprinted', { ordinal }),
      body: say(profile),
    })),
    ...order.copies.map(({ at: instant, by, copy }) => ({
      instant,
      who: by,
      title: `${say('collectDo')} ${orderWords(page.lang)(copy)}`,
      tone: 'good' as const,
    })),
  ].sort((one, other) => (one.instant < other.instant ? -1 : 1));
  const told = steps.map((step): TimelineStep => ({ ...step, at: at(step.instant) }));
  if (order.voided === null) return told;
  const { approver, reason } = order.voided;
  return [...told, { at: '', who: approver, title: say('void'), body: reason, tone: 'bad' }];
}
