import { localMinuteOf } from '../../core/month.ts';
import type { BundleLine } from '../kit/bindings.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { ArchiveTabs } from '../search/tabs.tsx';
import { MonthTag, sizeText } from './marks.tsx';
import { monthWords } from './words.ts';

/** Every month that is sealed, in the making or due, the newest first. */
export function MonthsPage({ page, months }: { page: Page; months: readonly BundleLine[] }) {
  const say = monthWords(page.lang);
  return (
    <Frame page={page} title={say('title')} current="search">
      <ArchiveTabs page={page} current="months" />
      <p class="quiet">{say('intro')}</p>
      <DataTable
        caption={say('list')}
        captioned="unseen"
        rows={months}
        rowLink={({ month }) => paths.month(month)}
        empty={
          <Empty title={say('none')}>
            <p>{say('noneHelp')}</p>
          </Empty>
        }
        columns={[
          { title: say('month'), unbroken: true, cell: ({ month }) => month },
          { title: say('state'), cell: (line) => <MonthTag page={page} line={line} /> },
          { title: say('bags'), cell: (line) => <BagSizes page={page} line={line} /> },
          {
            title: say('sealedBy'),
            cell: ({ seals }) => seals.at(0)?.sealers.join(page.lang === 'zh' ? '、' : ', ') ?? '',
          },
          {
            title: say('sealedAt'),
            cell: ({ seals }) => {
              const first = seals.at(0);
              if (first === undefined) return '';
              const { timeZone } = page.document;
              return <span class="unbroken">{localMinuteOf(first.sealedAt, timeZone)}</span>;
            },
          },
          {
            title: say('exceptions'),
            numeric: true,
            cell: ({ seals }) =>
              seals.length === 0 ? '' : seals.reduce((sum, seal) => sum + seal.exceptions, 0),
          },
        ]}
      />
    </Frame>
  );
}

function BagSizes({ page, line }: { page: Page; line: BundleLine }) {
  const say = monthWords(page.lang);
  return (
    <span class="bag-sizes">
      {line.seals.flatMap((seal) =>
        seal.bags.map((bag) => (
          <span class="unbroken">
            {seal.supplement === 0 ? '' : `${say('supplement', { number: seal.supplement })} `}
            {say(bag.class)}{' '}
            {bag.sizeBytes === null ? (
              <strong>{say('missing')}</strong>
            ) : (
              <span class="quiet">{sizeText(bag.sizeBytes)}</span>
            )}
          </span>
        )),
      )}
    </span>
  );
}
