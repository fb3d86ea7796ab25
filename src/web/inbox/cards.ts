import type { AccessRequestView } from '../../archives/model.ts';
import type { WaitingAccess } from '../../archives/queries/waiting.ts';
import { askableFields } from '../../archives/rules/lists.ts';
import { instantAfter } from '../../core/clock.ts';
import { instantOf, localMinuteOf, nextDay, nextMonth } from '../../core/month.ts';
import type { OwedCount } from '../../learning/queries/person-learning.ts';
import type { WaitingVersion } from '../../policies/queries/waiting.ts';
import type { WaitingPlace } from '../../walls/queries/waiting.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { fieldId } from '../kit/ui/form-field.tsx';
import { placeTitle } from '../policies/titles.tsx';
import type { Inbox } from './read-inbox.ts';
import { waited } from './waited.ts';
import type { WaitingSeal } from './waiting.ts';
import { inboxWords } from './words.ts';

/** The kinds of things that wait, in the order of their choice. */
export const kinds = ['access', 'day', 'policy', 'seal', 'wall', 'learning'] as const;
export type Kind = (typeof kinds)[number];

/** One thing that waits, with all that is needed to decide it. */
export interface Card {
  readonly kind: Kind;
  readonly title: string;
  /** When it began to wait, by which cards are ordered. */
  readonly since: string;
  readonly waited: string | undefined;
  readonly isOverdue: boolean;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Where it is decided. */
  readonly href: string;
  readonly verb: string;
  /** Where the verb leads, if to a place within `href`. */
  readonly verbHref?: string;
  /** A POST of ours that agrees at once. */
  readonly agree?: string;
  /** Beside it, another way to look at it. */
  readonly beside?: { readonly href: string; readonly title: string };
}

/** How long a request may wait before it counts as overdue. Units: minutes. */
const patience = { access: 60, policy: 7 * 24 * 60 } as const;

/** From the end of a day to the hand-over of the next morning (8:30). Units: minutes. */
const untilHandOver = 8.5 * 60;

/** Everything that waits as cards, overdue first, then the longest waiting. */
export function cardsOf(page: Page, inbox: Inbox): Card[] {
  const { waiting } = inbox;
  const cards = [
    ...waiting.accesses.map((one) => accessCard(page, inbox, one)),
    ...waiting.days.map((day) => dayCard(page, day)),
    ...waiting.versions.map((one) => versionCard(page, inbox, one)),
    ...waiting.seals.map((one) => sealCard(page, inbox, one)),
    ...waiting.places.map((one) => placeCard(page, one)),
    ...(waiting.learning === undefined ? [] : [learningCard(page, waiting.learning)]),
  ];
  return cards.sort(
    (one, other) =>
      Number(other.isOverdue) - Number(one.isOverdue) || (one.since < other.since ? -1 : 1),
  );
}

function accessCard(page: Page, inbox: Inbox, { request, act }: WaitingAccess): Card {
  const say = inboxWords(page.lang);
  const { id, room } = request;
  const view = inbox.views.get(id);
  const since = (act === 'decide' ? request.askedAt : request.decidedAt) ?? request.askedAt;
  const name = view?.askedBy ?? '';
  const known = { name, room };
  const shared = {
    kind: 'access' as const,
    since,
    waited: say('since', { time: waited(say, since, page.now) }),
    isOverdue: act !== 'hear' && isOver(page, since, patience.access),
    facts: accessFacts(page, view, act === 'look'),
    href: paths.accessRequest(id),
  };
  if (act === 'decide') {
    const agree = paths.agreeInInbox(id);
    // Refusing takes a reason: the link leads into its field.
    const verbHref = `${shared.href}#${fieldId('reason')}`;
    return { ...shared, title: say('decideTitle', known), verb: say('refuse'), verbHref, agree };
  }
  const words = { look: 'look', relay: 'relay', hear: 'hear' } as const;
  return { ...shared, title: say(`${words[act]}Title`, known), verb: say(words[act]) };
}

function accessFacts(
  page: Page,
  view: AccessRequestView | undefined,
  isOpen: boolean,
): Card['facts'] {
  if (view === undefined) return [];
  const say = inboxWords(page.lang);
  return [
    { label: say('fields'), value: fieldTitles(page, view.fields) },
    { label: say('purpose'), value: say(`purpose_${view.purpose}`) },
    { label: say('reason'), value: view.reason },
    { label: say('minutesAsked'), value: say('minutes', { count: view.minutes }) },
    { label: say('asker'), value: view.askedBy },
    ...(view.until === null || !isOpen
      ? []
      : [{ label: say('until'), value: minuteOf(page, view.until) }]),
  ];
}

/** The columns asked for, as the reader calls them. */
export function fieldTitles(page: Page, fields: readonly string[]): string {
  if (page.lang === 'zh') return fields.join('、');
  return fields
    .map((name) => askableFields.find((field) => field.name === name)?.en ?? name)
    .join(', ');
}

function dayCard(page: Page, day: string): Card {
  const say = inboxWords(page.lang);
  const since = instantOf(nextDay(day), page.document.timeZone);
  return {
    kind: 'day',
    title: say('dayTitle', { day }),
    since,
    waited: say('since', { time: waited(say, since, page.now) }),
    isOverdue: isOver(page, since, untilHandOver),
    facts: [],
    href: paths.day(day),
    verb: say('sign'),
  };
}

function versionCard(page: Page, inbox: Inbox, one: WaitingVersion): Card {
  const say = inboxWords(page.lang);
  const { code, title, version, since } = one;
  const isApproval = one.act === 'approve';
  const beside =
    version > 1
      ? {
          href: paths.comparePolicy(code, { from: version - 1, to: version }),
          title: say('compare'),
        }
      : { href: paths.policyVersion(code, version), title: say('readText') };
  return {
    kind: 'policy',
    title: say(isApproval ? 'approveTitle' : 'publishTitle', { title, version }),
    since,
    waited: say('since', { time: waited(say, since, page.now) }),
    isOverdue: isOver(page, since, patience.policy),
    facts: [
      { label: say('code'), value: code },
      { label: say('writtenBy'), value: inbox.nameOf(one.writtenBy) },
      { label: say('why'), value: one.reason },
    ],
    href: isApproval ? paths.approvePolicy(code, version) : paths.publishPolicy(code, version),
    verb: say(isApproval ? 'approve' : 'publish'),
    beside,
  };
}

function sealCard(page: Page, inbox: Inbox, one: WaitingSeal): Card {
  const say = inboxWords(page.lang);
  const { month, supplement, since } = one;
  const { timeZone, sealDay } = page.document;
  const due = `${nextMonth(month)}-${String(sealDay).padStart(2, '0')}`;
  const isOverdue = page.now >= instantOf(nextDay(due), timeZone);
  return {
    kind: 'seal',
    title: say(supplement === 0 ? 'sealTitle' : 'supplementTitle', { month, count: supplement }),
    since,
    waited: say('since', { time: waited(say, since, page.now) }),
    isOverdue,
    facts: [{ label: say('proposedBy'), value: inbox.nameOf(one.proposedBy) }],
    href: paths.sealMonth(month),
    verb: say('goSeal'),
  };
}

function placeCard(page: Page, waiting: WaitingPlace): Card {
  const say = inboxWords(page.lang);
  const between = page.lang === 'zh' ? '、' : ', ';
  const { place, missing, outOfDate, damaged, unchecked } = waiting;
  const kinds = [
    { titles: outOfDate, counted: 'wallReplace', label: 'outOfDate' },
    { titles: damaged, counted: 'wallDamaged', label: 'damaged' },
    { titles: missing, counted: 'wallPost', label: 'missing' },
    { titles: unchecked, counted: 'wallCheck', label: 'unchecked' },
  ] as const;
  const met = kinds.filter(({ titles }) => titles.length > 0);
  const what = met.map(({ titles, counted }) => say(counted, { count: titles.length }));
  const isCheck = met.every(({ label }) => label === 'unchecked');
  return {
    kind: 'wall',
    title: say('wallTitle', { place: placeTitle(page, place), what: what.join(between) }),
    // Nothing says since when a wall is bare: such cards come last of their kind.
    since: page.now,
    waited: undefined,
    isOverdue: outOfDate.length + damaged.length > 0,
    facts: met.map(({ titles, label }) => ({ label: say(label), value: titles.join(between) })),
    href: paths.wall(place),
    verb: say(isCheck ? 'goCheck' : 'goWall'),
  };
}

/** All that somebody has to learn is one card, however much it is. */
function learningCard(page: Page, { owed, behind, since }: OwedCount): Card {
  const say = inboxWords(page.lang);
  const at = instantOf(since, page.document.timeZone);
  return {
    kind: 'learning',
    title: say('learningTitle', { count: owed }),
    since: at,
    waited: say('since', { time: waited(say, at, page.now) }),
    isOverdue: behind > 0,
    facts: behind === 0 ? [] : [{ label: say('overdue'), value: say('learningLate', { behind }) }],
    href: paths.learning(),
    verb: say('goLearn'),
  };
}

/** An instant as the site's clocks show it. */
export function minuteOf({ document }: Page, at: string): string {
  return localMinuteOf(at, document.timeZone);
}

function isOver(page: Page, since: string, minutes: number): boolean {
  return page.now >= instantAfter(since, { minutes });
}
