import type { Facets, FacetValue } from '../../audit/find.ts';
import { daysOf } from '../../core/month.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { findCategory, titleIn } from '../records/titles.ts';
import type { SearchTerms } from './asked.ts';
import { searchWords } from './words.ts';

interface FacetsProps {
  readonly page: Page;
  readonly terms: SearchTerms;
  readonly facets: Facets;
}

/** How the hits divide: each value with its count, and a link that narrows the search to it. */
export function FacetList({ page, terms, facets }: FacetsProps) {
  const say = searchWords(page.lang);
  const narrow = (more: SearchTerms) => paths.search({ ...terms, ...more });
  const classes = { y5: 'y5', y10: 'y10', long: 'long' } as const;
  const isYear = terms.from !== undefined && terms.from.slice(0, 4) === terms.to?.slice(0, 4);
  return (
    <aside class="facets" aria-label={say('facets')}>
      {terms.category !== undefined ? null : (
        <Facet
          page={page}
          title={say('category')}
          values={facets.category}
          titleOf={(value) => categoryTitle(page, value)}
          href={(value) => narrow({ category: prefixOf(page, value) })}
        />
      )}
      {isYear ? (
        <Facet
          page={page}
          title={say('months')}
          values={facets.month}
          href={(month) => narrow({ from: `${month}-01`, to: daysOf(month).at(-1) ?? '' })}
        />
      ) : (
        <Facet
          page={page}
          title={say('years')}
          values={facets.year}
          href={(year) => narrow({ from: `${year}-01-01`, to: `${year}-12-31` })}
        />
      )}
      {terms.retention !== undefined ? null : (
        <Facet
          page={page}
          title={say('retention')}
          values={facets.class}
          titleOf={(value) => (value in classes ? say(value as keyof typeof classes) : value)}
          href={(retention) => narrow({ retention })}
        />
      )}
      {terms.person !== undefined ? null : (
        <Facet
          page={page}
          title={say('person')}
          values={facets.person}
          href={(person) => narrow({ person })}
        />
      )}
      {terms.place !== undefined ? null : (
        <Facet
          page={page}
          title={say('place')}
          values={facets.place}
          href={(place) => narrow({ place })}
        />
      )}
      {facets.isPartial ? <p class="quiet">{say('partial', { count: facets.reach })}</p> : null}
    </aside>
  );
}

function categoryTitle(page: Page, value: string): string {
  const say = searchWords(page.lang);
  if (value === 'policy') return say('policies');
  if (value === 'document') return say('papers');
  const own = findCategory(page.document, value);
  return own === undefined ? value : titleIn(page.lang, own);
}

function prefixOf(page: Page, value: string): string {
  return findCategory(page.document, value)?.prefix ?? value;
}

/** What is in sight of a long facet; the rest unfolds. */
const inSight = 8;

function Facet(props: {
  page: Page;
  title: string;
  values: readonly FacetValue[];
  titleOf?: (value: string) => string;
  href: (value: string) => string;
}) {
  const { page, title, values, titleOf = (value) => value, href } = props;
  const say = searchWords(page.lang);
  if (values.length === 0) return null;
  const line = ({ value, hits }: FacetValue) => (
    <li>
      <a href={href(value)} aria-label={say('facetLink', { title: titleOf(value), count: hits })}>
        <span class="facet-title">{titleOf(value)}</span>
        <span class="facet-count">{hits}</span>
      </a>
    </li>
  );
  const rest = values.slice(inSight);
  return (
    <section class="facet">
      <h2>{title}</h2>
      <ul>{values.slice(0, inSight).map(line)}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>+{rest.length}</summary>
          <ul>{rest.map(line)}</ul>
        </details>
      )}
    </section>
  );
}
