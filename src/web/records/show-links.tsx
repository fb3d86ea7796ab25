import type { LinkView, RecordView } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { showWords } from './show-words.ts';

/** What a record names, and what names it. */
export function Links({ page, view }: { page: Page; view: Pick<RecordView, 'links'> }) {
  const say = showWords(page.lang);
  if (view.links.length === 0) return null;
  const groups = [
    { title: say('names'), links: view.links.filter(({ direction }) => direction === 'names') },
    {
      title: say('namedBy'),
      links: view.links.filter(({ direction }) => direction === 'named-by'),
    },
  ];
  return (
    <Panel title={say('links')}>
      {groups
        .filter(({ links }) => links.length > 0)
        .map(({ title, links }) => (
          <div>
            <h3 class="quiet">{title}</h3>
            <ul class="plain-list linked">
              {links.map((link) => (
                <li>
                  <RecordNumber number={link.number} href={hrefOf(link)} />{' '}
                  {link.kind === 'unknown' ? (
                    <span class="quiet">{say('unknownTarget')}</span>
                  ) : (
                    (link.title ?? '')
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
    </Panel>
  );
}

function hrefOf({ kind, number }: LinkView): string | undefined {
  if (kind === 'unknown') return undefined;
  return kind === 'order' ? paths.order(number) : paths.record(number);
}
