import type { PriceListView, PriceVersion } from '../../policies/price-views.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { Zh } from '../policies/titles.tsx';
import { Changes } from './changes.tsx';
import { priceIn } from './price-in.ts';
import { priceWords } from './words.ts';

/** What the address asks for. */
export interface PricesQuery {
  readonly policy: string;
  readonly on: string;
  readonly q: string;
}

type Groups = PriceListView['groups'];

interface PricesProps {
  readonly page: Page;
  readonly asked: PricesQuery;
  /** The policies that hold a price list. */
  readonly policies: readonly { readonly code: string; readonly title: string }[];
  readonly isDay: boolean;
  /** The list in force on that day. */
  readonly list: PriceListView | undefined;
  /** Its groups, narrowed to what is looked for. */
  readonly shown: Groups;
  readonly versions: readonly PriceVersion[];
}

/** The price list of a day: what each service costs, what changed, and since when. */
export function PricesPage(props: PricesProps) {
  const { page, asked, policies, isDay, list, shown, versions } = props;
  const say = priceWords(page.lang);
  if (policies.length === 0) {
    return (
      <Frame page={page} title={say('title')} current="policies">
        <PolicyTabs page={page} current="prices" />
        <Empty title={say('none')}>
          <p>{say('noneHelp')}</p>
          <p>
            <a href={paths.policies()}>{say('toLibrary')}</a>
          </p>
        </Empty>
      </Frame>
    );
  }
  return (
    <Frame
      page={page}
      title={say('title')}
      current="policies"
      actions={<Actions page={page} asked={asked} list={list} />}
    >
      <PolicyTabs page={page} current="prices" />
      {isDay ? null : <Notice tone="bad" title={say('badDay', { day: asked.on })} />}
      <Filters page={page} asked={asked} policies={policies} />
      {list === undefined ? (
        <Empty title={say('noneThen', { day: asked.on })}>
          <p>{say('noneThenHelp')}</p>
        </Empty>
      ) : (
        <>
          <Standing page={page} list={list} />
          {shown.length === 0 ? (
            <Empty title={say('notFound', { q: asked.q })}>
              <p>{say('notFoundHelp')}</p>
            </Empty>
          ) : (
            <Prices page={page} asked={asked} groups={shown} />
          )}
          <Changes page={page} list={list} />
        </>
      )}
      <Panel title={say('versions')} id="versions">
        <DataTable
          caption={say('versions')}
          columns={versionColumns(page, asked.policy)}
          rows={versions}
        />
      </Panel>
    </Frame>
  );
}

function Actions({ page, asked, list }: Pick<PricesProps, 'page' | 'asked' | 'list'>) {
  const say = priceWords(page.lang);
  const { policy, on } = asked;
  return (
    <>
      {list === undefined ? null : (
        <ButtonLink href={paths.pricesCsv({ policy, on })}>{say('csv')}</ButtonLink>
      )}
      {list !== undefined && mayAt(page, 'posting.post') ? (
        <ButtonLink href={paths.posterForm(policy, { part: 'prices' })}>{say('poster')}</ButtonLink>
      ) : null}
      {mayAt(page, 'policy.write') ? (
        <ButtonLink href={paths.editPrices(policy)} kind="primary" hotkey="F2">
          {say('edit')}
        </ButtonLink>
      ) : null}
    </>
  );
}

function Filters({ page, asked, policies }: Pick<PricesProps, 'page' | 'asked' | 'policies'>) {
  const say = priceWords(page.lang);
  const { policy, on, q } = asked;
  const isOnly = policies.length === 1;
  const chips = [
    ...(q === '' ? [] : [{ words: `${say('q')}: ${q}`, href: paths.prices({ ...asked, q: '' }) }]),
    ...(on === page.today
      ? []
      : [{ words: `${say('on')}: ${on}`, href: paths.prices({ policy, q }) }]),
  ];
  return (
    <FilterBar
      lang={page.lang}
      action={paths.prices()}
      hidden={isOnly ? { policy } : {}}
      fields={[
        { name: 'q', label: say('q'), value: q, wide: true },
        { name: 'on', label: say('on'), value: on, kind: 'date' },
        ...(isOnly
          ? []
          : [
              {
                name: 'policy',
                label: say('policy'),
                value: policy,
                kind: 'select' as const,
                options: policies.map(({ code, title }) => ({
                  value: code,
                  title: `${code} ${title}`,
                })),
              },
            ]),
      ]}
      chips={chips}
      clear={paths.prices({ policy })}
    />
  );
}

/** Which version it is and since when; that it is not today's, where it is not. */
function Standing({ page, list }: { readonly page: Page; readonly list: PriceListView }) {
  const say = priceWords(page.lang);
  const { code, title, version, inForceFrom, inForceUntil, on } = list;
  return (
    <>
      {on === page.today ? null : (
        <Notice tone="warn" title={say('notToday', { day: on })}>
          <a href={paths.prices({ policy: code })}>{say('toToday')}</a>
        </Notice>
      )}
      <p>
        <a href={paths.policy(code)}>
          <Zh>{title}</Zh>
        </a>{' '}
        {say('inForce', { code, version, day: inForceFrom })}
        {inForceUntil === null ? null : ` · ${say('until', { day: inForceUntil })}`}
      </p>
    </>
  );
}

function Prices(props: {
  readonly page: Page;
  readonly asked: PricesQuery;
  readonly groups: Groups;
}) {
  const { page, asked, groups } = props;
  const say = priceWords(page.lang);
  const count = (prices: readonly unknown[]) =>
    say(asked.q === '' ? 'count' : 'found', { count: prices.length });
  return (
    <>
      {groups.map(({ title, prices }) => (
        <section class="price-group">
          <h2 lang={title === '' ? undefined : 'zh-CN'}>{title || say('noGroup')}</h2>
          <DataTable caption={count(prices)} columns={columnsOf(page)} rows={prices} />
        </section>
      ))}
    </>
  );
}

function columnsOf(page: Page): Column<Groups[number]['prices'][number]>[] {
  const say = priceWords(page.lang);
  return [
    { title: say('name'), wide: true, cell: ({ name }) => <Zh>{name}</Zh> },
    {
      title: say('price'),
      numeric: true,
      cell: ({ price }) => <strong>{priceIn(page.lang, price)}</strong>,
    },
    { title: say('unit'), cell: ({ unit }) => <Zh>{unit}</Zh> },
    { title: say('includes'), wide: true, cell: ({ includes }) => <Zh>{includes || '—'}</Zh> },
  ];
}

function versionColumns(page: Page, policy: string): Column<PriceVersion>[] {
  const say = priceWords(page.lang);
  return [
    {
      title: say('version'),
      cell: ({ version, inForceFrom: on }) => (
        <a href={paths.prices({ policy, on })}>{say('nth', { version })}</a>
      ),
    },
    { title: say('from'), cell: ({ inForceFrom }) => inForceFrom },
    { title: say('price'), cell: ({ count }) => say('count', { count }) },
    {
      title: say('change'),
      cell: ({ version, before, changed }) =>
        before === null ? (
          say('first')
        ) : (
          <span>
            {say('changedCount', { count: changed })}{' '}
            <a href={paths.comparePolicy(policy, { from: before, to: version })}>
              {say('compare')} <span class="unseen">{say('nth', { version })}</span>
            </a>
          </span>
        ),
    },
    { title: say('why'), wide: true, cell: ({ reason }) => <Zh>{reason || '—'}</Zh> },
  ];
}
