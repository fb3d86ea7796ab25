import { Hono } from 'hono';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { respond } from '../kit/page/respond.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { type ChoiceGroup, findChoices } from './find.ts';
import { paletteWords } from './words.ts';

/** What may be gone to, done and found: as JSON for the palette, as a page without script. */
export function paletteRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/palette', async (context) => {
    const page = context.get('page');
    const q = context.req.query('q') ?? '';
    const groups = await findChoices(home, page, q);
    const isPage = /text\/html/.test(context.req.header('accept') ?? '');
    if (isPage) return respond(context, <PalettePage {...{ page, q, groups }} />);
    return context.json({ groups });
  });
  return routes;
}

function PalettePage(props: { page: Page; q: string; groups: readonly ChoiceGroup[] }) {
  const { page, q, groups } = props;
  const say = paletteWords(page.lang);
  return (
    <Frame page={page} title={say('title')}>
      <FilterBar
        lang={page.lang}
        fields={[{ name: 'q', label: say('label'), value: q, wide: true }]}
      />
      {groups.length === 0 ? (
        <Empty title={say('none', { q })}>
          <p>{say('noneHelp')}</p>
        </Empty>
      ) : null}
      {groups.map(({ title, choices }) => (
        <Panel title={title}>
          <ul class="palette-list">
            {choices.map((choice) => (
              <li data-row-link={choice.href}>
                <a href={choice.href}>{choice.title}</a> <span class="quiet">{choice.detail}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </Frame>
  );
}
