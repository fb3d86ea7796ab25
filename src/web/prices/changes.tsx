import type { PriceChangeView, PriceListView } from '../../policies/price-views.ts';
import type { Page } from '../kit/page/page.ts';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { Zh } from '../policies/titles.tsx';
import { priceIn } from './price-in.ts';
import { priceWords } from './words.ts';

const looks = {
  raised: { tone: 'warn', icon: '▲' },
  lowered: { tone: 'good', icon: '▼' },
  new: { tone: 'info', icon: '＋' },
  gone: { tone: 'neutral', icon: '－' },
  changed: { tone: 'neutral', icon: '～' },
} as const satisfies Record<PriceChangeView['kind'], { tone: Tone; icon: string }>;

/** What a price list changed, with old and new price. */
export function Changes({ page, list }: { readonly page: Page; readonly list: PriceListView }) {
  const say = priceWords(page.lang);
  const { before, changes } = list;
  return (
    <Panel title={say('changes')} id="changes">
      {before === null ? (
        <p class="quiet">{say('firstOne')}</p>
      ) : (
        <>
          <p>{say('changesLead', { version: before.version, day: before.inForceFrom })}</p>
          {changes.length === 0 ? (
            <p class="quiet">{say('noChanges')}</p>
          ) : (
            <DataTable
              caption={say('changes')}
              captioned="unseen"
              columns={columnsOf(page)}
              rows={changes}
            />
          )}
        </>
      )}
    </Panel>
  );
}

function columnsOf(page: Page): Column<PriceChangeView>[] {
  const say = priceWords(page.lang);
  return [
    {
      title: say('name'),
      wide: true,
      cell: ({ name, group }) => (
        <span lang="zh-CN">
          {name} <span class="quiet">{group}</span>
        </span>
      ),
    },
    {
      title: say('change'),
      cell: ({ kind }) => (
        <Tag tone={looks[kind].tone} icon={looks[kind].icon}>
          {say(kind)}
        </Tag>
      ),
    },
    {
      title: say('before'),
      cell: ({ before, kind }) => <One page={page} price={before} whole={kind === 'changed'} />,
    },
    {
      title: say('after'),
      cell: ({ after, kind }) => <One page={page} price={after} whole={kind === 'changed'} />,
    },
  ];
}

/** One side of a change; all of it, where the price alone does not tell it. */
function One(props: {
  readonly page: Page;
  readonly price: PriceChangeView['before'];
  readonly whole: boolean;
}) {
  const { page, price, whole } = props;
  if (price === null) return <span class="quiet">—</span>;
  const words = `${priceIn(page.lang, price.price)} / ${price.unit}`;
  return <Zh>{whole && price.includes !== '' ? `${words}，${price.includes}` : words}</Zh>;
}
