import { can } from '../../access/rules.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { RecordView } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { InChinese } from '../kit/ui/form-field.tsx';
import { SealMark } from '../kit/ui/seal-mark.tsx';
import { Timeline, type TimelineStep } from '../kit/ui/timeline.tsx';
import { orderWords } from '../orders/copy-words.ts';
import type { ShownRecord } from './read-show.ts';
import { ChangesList } from './show-changes.tsx';
import { showWords } from './show-words.ts';
import { titleIn } from './titles.ts';

type Step = TimelineStep & { readonly instant: string };

/** What happened to a matter, from its first record to its last, as one story. */
export function Story({ page, shown }: { page: Page; shown: ShownRecord }) {
  const steps = [
    ...recordSteps(page, shown),
    ...threadSteps(page, shown),
    ...orderSteps(page, shown),
    ...signSteps(page, shown),
  ].sort((one, other) => (one.instant < other.instant ? -1 : one.instant > other.instant ? 1 : 0));
  return <Timeline steps={[...steps, ...waitingSteps(page, shown)]} />;
}

function whenIn({ document }: Page, instant: string): string {
  return localMinuteOf(instant, document.timeZone);
}

function recordSteps(page: Page, { view, category }: ShownRecord): Step[] {
  const say = showWords(page.lang);
  const step = (instant: string, more: Omit<TimelineStep, 'at' | 'instant'>): Step => ({
    at: whenIn(page, instant),
    instant,
    ...more,
  });
  const steps = [
    step(view.filedAt, {
      who: view.filedBy,
      title: say(view.source === 'import' ? 'imported' : 'filed'),
    }),
    ...view.corrections.map((correction) =>
      step(correction.at, {
        who: correction.by,
        title: say(addsOnly(correction) ? 'continued' : 'corrected'),
        body: <ChangesList {...{ page, category, correction }} />,
        tone: addsOnly(correction) ? 'neutral' : 'warn',
      }),
    ),
    ...view.attachments.map(({ at, by, name }) =>
      step(at, { who: by, title: say('attachedStep'), body: name }),
    ),
  ];
  const { voided } = view;
  if (voided === null) return steps;
  const { reason, approver } = voided;
  const body = say('voidedBody', { reason, approver });
  return [...steps, step(voided.at, { who: voided.by, title: say('voided'), body, tone: 'bad' })];
}

/** Whether a correction filled what was empty and took nothing away. */
export function addsOnly({ changes }: RecordView['corrections'][number]): boolean {
  return Object.values(changes).every(({ from }) => from === null);
}

function threadSteps(page: Page, { thread }: ShownRecord): Step[] {
  const say = showWords(page.lang);
  return thread.map(({ view, category }) => ({
    at: whenIn(page, view.filedAt),
    instant: view.filedAt,
    who: view.filedBy,
    title: say('linked', { category: titleIn(page.lang, category), title: view.number }),
    href: paths.record(view.number),
    body: view.title,
    tone: view.status === 'void' ? ('bad' as const) : ('neutral' as const),
  }));
}

function orderSteps(page: Page, { orders }: ShownRecord): Step[] {
  const say = showWords(page.lang);
  return orders.flatMap((order) => {
    const href = paths.order(order.number);
    const said = [order.department, order.engineer].filter((word) => word !== '').join(' ');
    const taken: Step = {
      at: whenIn(page, order.takenAt),
      instant: order.takenAt,
      who: order.takenBy,
      title: `${say(order.voided === null ? 'taken' : 'orderVoid')} ${order.number}`,
      href,
      tone: order.voided === null ? 'neutral' : 'bad',
      ...(said === '' ? {} : { body: <InChinese lang={page.lang}>{said}</InChinese> }),
    };
    const copies = order.copies.map(
      ({ copy, at, by }): Step => ({
        at: whenIn(page, at),
        instant: at,
        who: by,
        title: say('returned', { copy: orderWords(page.lang)(copy) }),
        href,
        tone: 'good',
      }),
    );
    return [taken, ...copies];
  });
}

function signSteps(page: Page, { review }: ShownRecord): Step[] {
  const say = showWords(page.lang);
  if (review === null) return [];
  return review.signatures.map(({ name, at, remark }) => ({
    at: whenIn(page, at),
    instant: at,
    who: '',
    title: say('signed'),
    href: paths.day(review.day),
    body: <SealMark name={name} at={whenIn(page, at)} note={remark ?? undefined} />,
    tone: 'good' as const,
  }));
}

/** What is still to come. */
function waitingSteps(page: Page, { review }: ShownRecord): TimelineStep[] {
  const say = showWords(page.lang);
  if (review === null || review.signatures.length > 0) return [];
  const step: TimelineStep = {
    at: say('waiting'),
    who: '',
    title: say('unsigned'),
    href: paths.day(review.day),
    body: say('unsignedBody', { day: review.day }),
    tone: 'warn',
  };
  return [step];
}

/** Whether the reader may do something at the record's own site. */
export function mayOn(
  page: Page,
  view: Pick<RecordView, 'site'>,
  action: Parameters<typeof can>[1],
): boolean {
  return can(page.who, action, { site: view.site }) === undefined;
}
