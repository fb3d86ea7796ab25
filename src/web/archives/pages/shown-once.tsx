import type { LookedFields } from '../../../archives/model.ts';
import { localMinuteOf } from '../../../core/month.ts';
import type { Page } from '../../kit/page/page.ts';
import { Facts } from '../../kit/ui/facts.tsx';
import { Notice } from '../../kit/ui/panel.tsx';
import { columnIn } from '../titles.ts';
import { archiveWords } from '../words.ts';

/** How often the mark is repeated over the values. */
const repeats = Array.from({ length: 12 }, (_, index) => index);

/** Values that are shown once, under a mark that says to whom and when. */
export function ShownOnce({ page, opened }: { page: Page; opened: LookedFields }) {
  const say = archiveWords(page.lang);
  const at = localMinuteOf(page.now, page.document.timeZone);
  const mark = `${page.who.name} ${at}`;
  return (
    <div class="shown-once">
      <Facts
        pairs={Object.entries(opened.fields).map(([column, value]) => ({
          label: columnIn(page.lang, column),
          value:
            value === '' ? (
              <span class="quiet">{say('notKnown')}</span>
            ) : (
              <strong class="shown-value">{value}</strong>
            ),
        }))}
      />
      <div class="watermark" aria-hidden="true">
        {repeats.map(() => (
          <span data-mark={mark} />
        ))}
      </div>
      <Notice tone="warn" title={say('shownOnce')}>
        <p>
          {say('seenBy', { name: page.who.name, at })} · {say('logged')}
        </p>
      </Notice>
    </div>
  );
}
