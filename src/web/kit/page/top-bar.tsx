import { frameWords } from './frame-words.ts';
import { openTo, personLinks } from './menu.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';

/** What stands above every page: whose it is, the way to anything, what waits, and one's own menu. */
export function TopBar({ page }: { page: Page }) {
  const say = frameWords(page.lang);
  const site = page.document.sites.find(({ code }) => code === page.site);
  return (
    <header class="topbar">
      <a class="brand" href={paths.home()}>
        {say('product')}
      </a>
      <span class="site-name">{site?.name ?? page.site}</span>
      <button type="button" class="palette-open" data-hotkey="Ctrl+K" hidden>
        <span>
          {say('palette')}
          <span class="palette-rest">{say('paletteRest')}</span>
        </span>{' '}
        <kbd>Ctrl K</kbd>
      </button>
      <InboxLink page={page} />
      <details class="person-menu">
        <summary aria-label={say('person', { name: page.who.name })}>{page.who.name}</summary>
        <div class="person-links">
          <ul>
            {openTo(page, personLinks).map(({ word, path }) => (
              <li>
                <a href={path}>{say(word)}</a>
              </li>
            ))}
          </ul>
          <OtherSites page={page} />
          <form method="post" action={paths.language()}>
            <input type="hidden" name="_key" value={page.newKey()} />
            <input type="hidden" name="back" value={page.path} />
            <button type="submit" class="link-button" lang={page.lang === 'zh' ? 'en' : 'zh-CN'}>
              {say('otherLanguage')}
            </button>
          </form>
          <form method="post" action={paths.signOut()}>
            <input type="hidden" name="_key" value={page.newKey()} />
            <button type="submit" class="link-button">
              {say('switchPerson')}
            </button>
          </form>
        </div>
      </details>
    </header>
  );
}

/** The way to the other sites at which this person works. */
function OtherSites({ page }: { page: Page }) {
  const say = frameWords(page.lang);
  const others = page.document.sites.filter(
    ({ code }) => code !== page.site && page.sites.includes(code),
  );
  if (others.length === 0) return null;
  return (
    <form method="post" action={paths.chooseSite()}>
      <input type="hidden" name="_key" value={page.newKey()} />
      {others.map(({ code, name }) => (
        <button type="submit" class="link-button" name="site" value={code}>
          {say('toSite', { name })}
        </button>
      ))}
    </form>
  );
}

async function InboxLink({ page }: { page: Page }) {
  const say = frameWords(page.lang);
  const count = await page.waiting();
  return (
    <a class="inbox-link" href={paths.inbox()}>
      {count > 0 ? say('waiting', { count }) : say('nothingWaits')}
    </a>
  );
}
