import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tabs } from '../kit/ui/tabs.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { type Card, cardsOf, type Kind, kinds } from './cards.ts';
import { countOf } from './count.ts';
import { CopiedTab, DoneTab, OwnTab } from './other-tabs.tsx';
import type { Inbox } from './read-inbox.ts';
import { inboxWords } from './words.ts';

/** The tabs of the inbox, in the order that people know. */
export const inboxTabs = ['waiting', 'done', 'own', 'copied'] as const;
export type InboxTab = (typeof inboxTabs)[number];

interface InboxProps {
  readonly page: Page;
  readonly inbox: Inbox;
  readonly tab: InboxTab;
  readonly kind?: Kind | undefined;
  /** A decision that was refused. */
  readonly form?: FormState;
}

/** What waits for a person, what they decided, what they began, what they are told. */
export function InboxPage(props: InboxProps) {
  const { page, inbox, tab, kind, form } = props;
  const say = inboxWords(page.lang);
  const counts: Readonly<Record<InboxTab, number>> = {
    waiting: countOf(inbox.waiting),
    done: inbox.done.length,
    own: inbox.own.requests.length + inbox.own.versions.length + inbox.own.seals.length,
    copied: inbox.copied.missed.length + inbox.copied.places.length,
  };
  return (
    <Frame page={page} title={say('title')} current="inbox" {...(form ? { form } : {})}>
      <Tabs
        label={say('tabs')}
        tabs={inboxTabs.map((one) => ({
          href: paths.inbox(one === 'waiting' ? undefined : one),
          title: say(one),
          count: counts[one],
          current: one === tab,
        }))}
      />
      {tab === 'waiting' ? <WaitingTab page={page} inbox={inbox} kind={kind} /> : null}
      {tab === 'done' ? <DoneTab page={page} done={inbox.done} /> : null}
      {tab === 'own' ? <OwnTab page={page} own={inbox.own} /> : null}
      {tab === 'copied' ? <CopiedTab page={page} copied={inbox.copied} /> : null}
    </Frame>
  );
}

function WaitingTab(props: { page: Page; inbox: Inbox; kind: Kind | undefined }) {
  const { page, inbox, kind } = props;
  const say = inboxWords(page.lang);
  const all = cardsOf(page, inbox);
  const shown = all.filter((card) => kind === undefined || card.kind === kind);
  if (all.length === 0) {
    return (
      <Empty title={say('noneWaiting')}>
        <p>{say('noneWaitingHelp')}</p>
        <ButtonLink href={paths.home()}>{say('toDesk')}</ButtonLink>{' '}
        <ButtonLink href={paths.palette()}>{say('toPalette')}</ButtonLink>
      </Empty>
    );
  }
  return (
    <>
      <KindLinks page={page} cards={all} kind={kind} />
      {shown.length === 0 ? <Empty title={say('noneOfKind')} /> : null}
      <ul class="inbox-cards">
        {shown.map((card) => (
          <CardView page={page} card={card} />
        ))}
      </ul>
    </>
  );
}

function KindLinks({
  page,
  cards,
  kind,
}: {
  page: Page;
  cards: readonly Card[];
  kind?: Kind | undefined;
}) {
  const say = inboxWords(page.lang);
  const there = kinds.filter((one) => cards.some((card) => card.kind === one));
  if (there.length < 2) return null;
  const links = [undefined, ...there].map((one) => ({
    href: paths.inbox(undefined, one),
    title: one === undefined ? say('all') : say(one),
    count: cards.filter((card) => one === undefined || card.kind === one).length,
    current: one === kind,
  }));
  return (
    <nav class="inbox-kinds" aria-label={say('kinds')}>
      {links.map(({ href, title, count, current }) => (
        <a href={href} aria-current={current ? 'true' : undefined}>
          {title} <span class="count">{count}</span>
        </a>
      ))}
    </nav>
  );
}

function CardView({ page, card }: { page: Page; card: Card }) {
  const say = inboxWords(page.lang);
  return (
    <li class={`inbox-card${card.isOverdue ? ' inbox-card-over' : ''}`} data-row-link={card.href}>
      <div class="inbox-head">
        <Tag tone={card.isOverdue ? 'bad' : 'info'}>
          {say(card.kind)}
          {card.isOverdue ? ` · ${say('overdue')}` : ''}
        </Tag>
        <h2>
          <a href={card.href}>{card.title}</a>
        </h2>
        {card.waited === undefined ? null : <span class="inbox-waited">{card.waited}</span>}
      </div>
      {card.facts.length === 0 ? null : <Facts pairs={[...card.facts]} />}
      <div class="inbox-verbs">
        {card.agree === undefined ? null : (
          <form method="post" action={card.agree}>
            <input type="hidden" name="_key" value={page.newKey()} />
            <Button kind="primary" title={card.title}>
              {say('agree')}
            </Button>
          </form>
        )}
        <ButtonLink
          href={card.verbHref ?? card.href}
          kind={card.agree === undefined ? 'primary' : 'plain'}
          title={card.title}
        >
          {card.verb}
        </ButtonLink>
        {card.beside === undefined ? null : (
          <ButtonLink href={card.beside.href} title={card.title}>
            {card.beside.title}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
