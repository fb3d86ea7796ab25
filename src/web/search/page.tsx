import type { FoundHousehold } from '../../archives/model.ts';
import type { FoundWithFacets } from '../../audit/find.ts';
import type { SavedSearch } from '../../audit/saved-searches.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar, type FilterChip, type FilterField } from '../kit/ui/bar.tsx';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Pager } from '../kit/ui/pager.tsx';
import { Empty, Notice } from '../kit/ui/panel.tsx';
import { findCategory, titleIn } from '../records/titles.ts';
import { type AskedSearch, isAsked, queryOf, searchNames } from './asked.ts';
import { FacetList } from './facets.tsx';
import { Hits } from './hits.tsx';
import { ArchiveTabs } from './tabs.tsx';
import { searchWords } from './words.ts';

/** What a search found, and how long it took. */
export interface Answer {
  readonly found: FoundWithFacets;
  readonly seconds: string;
  readonly households: readonly FoundHousehold[];
  /** Whether what was found can be exported. */
  readonly canExport: boolean;
}

interface SearchProps {
  readonly page: Page;
  readonly asked: AskedSearch;
  readonly answer: Answer | undefined;
  readonly saved: readonly SavedSearch[];
}

/** The search: its address is the query, and every condition in force can be removed. */
export function SearchPage({ page, asked, answer, saved }: SearchProps) {
  const say = searchWords(page.lang);
  return (
    <Frame page={page} title={say('title')} current="search">
      <ArchiveTabs page={page} current="search" />
      <FilterBar
        lang={page.lang}
        action={paths.search()}
        fields={fieldsOf(page, asked)}
        chips={chipsOf(page, asked)}
        clear={paths.search()}
      />
      {asked.error === null ? null : (
        <Notice tone="bad" title={say('foundNone')}>
          <p lang="zh-CN">{asked.error.message}</p>
        </Notice>
      )}
      {answer === undefined ? (
        asked.error === null && <Start page={page} />
      ) : (
        <Results page={page} asked={asked} answer={answer} />
      )}
      <Saved page={page} asked={asked} saved={saved} />
    </Frame>
  );
}

function fieldsOf(page: Page, { terms }: AskedSearch): FilterField[] {
  const say = searchWords(page.lang);
  const value = (name: (typeof searchNames)[number]) => terms[name] ?? '';
  return [
    { name: 'q', label: say('query'), value: value('q'), wide: true },
    {
      name: 'category',
      label: say('category'),
      kind: 'select',
      value: value('category'),
      options: [
        { value: '', title: say('anyCategory') },
        ...page.document.categories.map((category) => ({
          value: category.prefix,
          title: `${category.code} ${titleIn(page.lang, category)}`,
        })),
        { value: 'policy', title: say('policies') },
        { value: 'document', title: say('papers') },
      ],
    },
    { name: 'from', label: say('from'), kind: 'date', value: value('from') },
    { name: 'to', label: say('to'), kind: 'date', value: value('to') },
    { name: 'place', label: say('place'), value: value('place') },
    { name: 'person', label: say('person'), value: value('person') },
    {
      name: 'retention',
      label: say('retention'),
      kind: 'select',
      value: value('retention'),
      options: [
        { value: '', title: say('anyRetention') },
        ...(['y5', 'y10', 'long'] as const).map((kept) => ({ value: kept, title: say(kept) })),
      ],
    },
  ];
}

/** The conditions in force, each as words with the address of the search without it. */
export function chipsOf(page: Page, { terms }: AskedSearch): FilterChip[] {
  const say = searchWords(page.lang);
  return searchNames.flatMap((name) => {
    const text = terms[name];
    if (text === undefined) return [];
    const href = paths.search({ ...terms, [name]: undefined });
    if (name === 'q') return [{ words: say('chipWords', { words: text }), href }];
    return [{ words: say('chip', { name: say(name), value: valueWords(page, name, text) }), href }];
  });
}

function valueWords(page: Page, name: string, text: string): string {
  const say = searchWords(page.lang);
  if (name === 'retention' && (text === 'y5' || text === 'y10' || text === 'long'))
    return say(text);
  if (name !== 'category') return text;
  if (text === 'policy') return say('policies');
  if (text === 'document') return say('papers');
  const own =
    page.document.categories.find(({ prefix }) => prefix === text.toUpperCase()) ??
    findCategory(page.document, text);
  return own === undefined ? text : titleIn(page.lang, own);
}

function Start({ page }: { page: Page }) {
  const say = searchWords(page.lang);
  return (
    <Empty title={say('start')}>
      <Hints page={page} />
    </Empty>
  );
}

function Hints({ page }: { page: Page }) {
  const say = searchWords(page.lang);
  return (
    <ul class="plain-list hints">
      <li>{say('hintWords')}</li>
      <li>{say('hintRooms')}</li>
      <li>{say('hintNumbers')}</li>
      <li>{say('hintPersonal')}</li>
    </ul>
  );
}

function Results({ page, asked, answer }: { page: Page; asked: AskedSearch; answer: Answer }) {
  const say = searchWords(page.lang);
  const { found, seconds, households, canExport } = answer;
  const { terms, after } = asked;
  return (
    <>
      <div class="cluster found-line">
        <p role="status">
          <strong>{say('found', { count: found.total, seconds })}</strong>{' '}
          <span class="quiet">{say('newestFirst')}</span>
        </p>
        {canExport && found.total > 0 ? (
          <ButtonLink href={paths.exportSearch(terms)}>{say('export')}</ButtonLink>
        ) : null}
      </div>
      {found.query === (terms.q ?? '') ? null : (
        <p class="quiet">{say('asRooms', { query: found.query })}</p>
      )}
      <Households page={page} households={households} />
      {found.items.length === 0 ? (
        <Empty title={say('foundNone')}>
          <p>{say(households.length > 0 ? 'noneHelpRooms' : 'noneHelp')}</p>
          <Hints page={page} />
        </Empty>
      ) : (
        <div class="found">
          <div>
            <Hits page={page} hits={found.items} />
            {after === undefined && found.next === null ? null : (
              <Pager
                lang={page.lang}
                label={say('pages')}
                newer={after === undefined ? undefined : paths.search(terms)}
                older={
                  found.next === null ? undefined : paths.search({ ...terms, after: found.next })
                }
              />
            )}
          </div>
          <FacetList page={page} terms={terms} facets={found.facets} />
        </div>
      )}
    </>
  );
}

/** Rooms that answer what was typed, in any spelling, and by name where the reader may. */
function Households(props: { page: Page; households: readonly FoundHousehold[] }) {
  const { page, households } = props;
  const say = searchWords(page.lang);
  if (households.length === 0) return null;
  return (
    <section class="found-rooms" aria-label={say('households')}>
      <h2>{say('households')}</h2>
      <ul class="cluster plain-list">
        {households.map(({ room }) => (
          <li class="cluster">
            <a href={paths.archive(room)}>{say('archive', { room })}</a>
            <a href={paths.search({ place: room })}>{say('roomRecords', { room })}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Saved({ page, asked, saved }: Pick<SearchProps, 'page' | 'asked' | 'saved'>) {
  const say = searchWords(page.lang);
  const canSave = isAsked(asked) && asked.error === null;
  return (
    <section class="saved-searches" aria-labelledby="saved">
      <h2 id="saved">{say('saved')}</h2>
      {saved.length === 0 ? <p class="quiet">{say('savedNone')}</p> : null}
      <ul class="plain-list">
        {saved.map(({ id, title, query }) => (
          <li class="cluster">
            <a href={`${paths.search()}?${query}`}>{title}</a>
            <form method="post" action={paths.dropSearch(id)}>
              <input type="hidden" name="_key" value={page.newKey()} />
              <button type="submit" class="link-button" aria-label={say('drop', { title })}>
                {say('dropShort')}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {canSave ? (
        <form method="post" action={paths.saveSearch()} class="cluster">
          <input type="hidden" name="_key" value={page.newKey()} />
          <input type="hidden" name="query" value={queryOf(asked.terms)} />
          <label for="save-title" title={say('saveHint')}>
            {say('saveAs')}
          </label>
          <input
            id="save-title"
            name="title"
            class="input save-title"
            maxlength={60}
            required
            value={asked.terms.q ?? ''}
          />
          <Button>{say('save')}</Button>
        </form>
      ) : null}
    </section>
  );
}
