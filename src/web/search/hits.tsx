import type { Found } from '../../audit/search.ts';
import { localDateOf } from '../../core/month.ts';
import type { Snippet } from '../../core/search/highlight.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { RecordNumber } from '../kit/ui/number.tsx';
import { findCategory, titleIn } from '../records/titles.ts';
import { searchWords } from './words.ts';

/** What was found, the newest first, each with the words that answer marked. */
export function Hits({ page, hits }: { page: Page; hits: readonly Found[] }) {
  const say = searchWords(page.lang);
  return (
    <ol class="hits" aria-label={say('results')}>
      {hits.map((hit) => (
        <li class="hit" data-row-link={hrefOf(hit)}>
          <p class="hit-head">
            <RecordNumber number={hit.number} href={hrefOf(hit)} />
            <span class="hit-kind">{kindOf(page, hit)}</span>
            {hit.room === null ? null : <span class="unbroken">{hit.room}</span>}
            <time class="quiet" datetime={hit.at}>
              {localDateOf(hit.at, page.document.timeZone)}
            </time>
          </p>
          <p class="hit-title">{hit.title}</p>
          <p class="hit-words">
            <Marked snippet={hit.snippet} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function hrefOf({ kind, number, room }: Found): string {
  if (kind === 'policy') return paths.policy(number);
  return kind === 'document' ? paths.archive(room ?? number) : paths.record(number);
}

function kindOf(page: Page, { kind, category }: Found): string {
  const say = searchWords(page.lang);
  if (kind !== 'record') return say(kind === 'policy' ? 'policyKind' : 'paperKind');
  const own = findCategory(page.document, category ?? '');
  return own === undefined ? (category ?? '') : titleIn(page.lang, own);
}

/** Line ends, and what draws tables and headings in the texts of policies. */
const tableMarks = /(?:\s*[|\n]\s*|\s*-{3,}\s*|#{2,}\s*)+/g;

/** A passage with its hits marked; lines of the text become one line. */
function Marked({ snippet }: { snippet: Snippet }) {
  const { text, marks, cutBefore, cutAfter } = snippet;
  const plain = (from: number, to?: number) => text.slice(from, to).replace(tableMarks, ' · ');
  let at = 0;
  const parts = marks.map(([start, end]) => {
    const before = plain(at, start);
    at = end;
    return (
      <>
        {before}
        <mark>{plain(start, end)}</mark>
      </>
    );
  });
  return (
    <>
      {cutBefore ? '…' : ''}
      {parts}
      {plain(at)}
      {cutAfter ? '…' : ''}
    </>
  );
}
