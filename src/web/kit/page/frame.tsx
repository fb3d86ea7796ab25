import type { Child, PropsWithChildren } from 'hono/jsx';
import { localMinuteOf } from '../../../core/month.ts';
import { ErrorSummary } from '../ui/form-summary.tsx';
import type { FormState } from './form.ts';
import { frameWords } from './frame-words.ts';
import { Head } from './head.tsx';
import { type MenuRoom, menuRooms, openTo } from './menu.ts';
import type { Page } from './page.ts';
import { TopBar } from './top-bar.tsx';
import { htmlLang } from './words.ts';

/** A step on the way to a page. */
export interface Crumb {
  readonly title: string;
  readonly href: string;
}

interface FrameProps {
  readonly page: Page;
  /** What the page is, as its heading and in the browser's title. */
  readonly title: string;
  readonly current?: MenuRoom | undefined;
  readonly crumbs?: readonly Crumb[];
  /** Buttons and links beside the heading. */
  readonly actions?: Child;
  /** Beside the heading, such as a state. */
  readonly badge?: Child;
  /** The form on the page: its faults are said in the title, and before all else. */
  readonly form?: FormState;
  /** Whether a fault is said without taking the focus from the field that is to be filled again. */
  readonly focusStays?: boolean;
}

/** A whole page: menu, top bar, heading, and what belongs to the page itself. */
export function Frame(props: PropsWithChildren<FrameProps>) {
  const { page, title, current, crumbs = [], actions, badge, form, focusStays, children } = props;
  const say = frameWords(page.lang);
  const heading = form?.error ? say('error', { title }) : title;
  return (
    <html
      lang={htmlLang[page.lang]}
      data-density={page.density}
      data-shortcuts={page.shortcuts ? 'on' : 'off'}
      data-now={page.now}
      data-zone={page.document.timeZone}
    >
      <Head assets={page.assets} title={heading} lang={page.lang} />
      <body>
        <a class="skip" href="#main">
          {say('skip')}
        </a>
        <div class="shell">
          <TopBar page={page} />
          <MainMenu page={page} current={current} />
          <main id="main" class="page" tabindex={-1}>
            {form === undefined ? null : <ErrorSummary form={form} stays={focusStays} />}
            {page.flash === null ? null : (
              <p class="flash" role="status">
                {page.flash}
              </p>
            )}
            <header class="page-head">
              <Crumbs crumbs={crumbs} />
              <div class="page-title">
                <h1>{title}</h1>
                {badge}
              </div>
              {actions === undefined ? null : <div class="page-actions">{actions}</div>}
            </header>
            {children}
            <PrintFoot page={page} />
          </main>
        </div>
        <div id="live" class="live" aria-live="polite" />
      </body>
    </html>
  );
}

/** What stands below a page on paper: of where it is, who printed it, and when it was right. */
function PrintFoot({ page }: { page: Page }) {
  const { document, site, who, now } = page;
  return (
    <p class="print-foot">
      {frameWords(page.lang)('printed', {
        site: document.sites.find(({ code }) => code === site)?.name ?? site,
        name: who.name,
        at: localMinuteOf(now, document.timeZone),
      })}
    </p>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  if (crumbs.length === 0) return null;
  return (
    <p class="crumbs">
      {crumbs.map(({ title, href }) => (
        <span>
          <a href={href}>{title}</a>
          <span aria-hidden="true"> / </span>
        </span>
      ))}
    </p>
  );
}

function MainMenu({ page, current }: { page: Page; current: MenuRoom | undefined }) {
  const say = frameWords(page.lang);
  return (
    <nav class="menu" aria-label={say('menu')}>
      <ul>
        {openTo(page, menuRooms).map(({ room, path, key }) => (
          <li>
            <a
              href={path}
              data-hotkey={key}
              data-hotkey-label={say(room)}
              aria-current={room === current ? 'page' : undefined}
            >
              <span class="menu-word">{say(room)}</span>
              {room === 'inbox' ? <MenuCount page={page} /> : null}
              <kbd class="menu-key">{key}</kbd>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

async function MenuCount({ page }: { page: Page }) {
  const waiting = await page.waiting();
  return waiting > 0 ? <span class="menu-count">{waiting}</span> : null;
}
