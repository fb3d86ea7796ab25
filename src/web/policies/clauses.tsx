import type { ComparedClause, ComparedPart } from '../../policies/compare.ts';
import type { Lang } from '../kit/page/words.ts';
import { Difference } from '../kit/ui/difference.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { versionWords } from './version-words.ts';

interface ClausesProps {
  readonly clauses: readonly ComparedClause[];
  readonly lang: Lang;
}

/** A run of paragraphs that stayed, a heading that leads to a change, or a change. */
type Stretch =
  | { readonly kind: 'run'; readonly texts: readonly string[] }
  | { readonly kind: 'clause'; readonly clause: ComparedClause };

/** What changed between two texts, paragraph by paragraph; what stayed is folded away. */
export function Clauses({ clauses, lang }: ClausesProps) {
  return (
    <div class="clauses" lang="zh-CN">
      <ChangeCount clauses={clauses} lang={lang} />
      {stretchesOf(clauses).map((stretch) =>
        stretch.kind === 'run' ? (
          <Unchanged texts={stretch.texts} lang={lang} />
        ) : (
          <ClauseLine clause={stretch.clause} lang={lang} />
        ),
      )}
    </div>
  );
}

/** How much changed, in figures. */
function ChangeCount({ clauses, lang }: ClausesProps) {
  const count = (kind: ComparedClause['kind']) =>
    clauses.filter((clause) => clause.kind === kind).length;
  const [changed, added, removed] = [count('changed'), count('added'), count('removed')];
  return (
    <p class="quiet" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      {changed + added + removed === 0
        ? versionWords(lang)('sameText')
        : versionWords(lang)('count', { changed, added, removed })}
    </p>
  );
}

/** Runs of what stayed, each cut before the heading under which the next change stands. */
function stretchesOf(clauses: readonly ComparedClause[]): Stretch[] {
  const stretches: Stretch[] = [];
  let run: ComparedClause[] = [];
  const settle = (isBeforeChange: boolean) => {
    const at = run.findLastIndex((clause) => clause.kind === 'same' && isHeading(clause.after));
    const isCut = isBeforeChange && at >= 0;
    const [early, heading, late] = isCut
      ? [run.slice(0, at), run.slice(at, at + 1), run.slice(at + 1)]
      : [run, [], []];
    if (early.length > 0) stretches.push({ kind: 'run', texts: textsOf(early) });
    for (const clause of heading) stretches.push({ kind: 'clause', clause });
    if (late.length > 0) stretches.push({ kind: 'run', texts: textsOf(late) });
    run = [];
  };
  for (const clause of clauses) {
    if (clause.kind === 'same') run.push(clause);
    else {
      settle(true);
      stretches.push({ kind: 'clause', clause });
    }
  }
  settle(false);
  return stretches;
}

function isHeading(text: string): boolean {
  return /^#{1,6}\s/.test(text);
}

function textsOf(clauses: readonly ComparedClause[]): string[] {
  return clauses.flatMap((clause) => (clause.kind === 'same' ? [clause.after] : []));
}

function Unchanged({ texts, lang }: { readonly texts: readonly string[]; readonly lang: Lang }) {
  return (
    <details class="clause-run">
      <summary lang={lang === 'zh' ? 'zh-CN' : 'en'}>
        {versionWords(lang)('unchangedRun', { count: texts.length })}
      </summary>
      {texts.map((text) => (
        <p class="clause">{text}</p>
      ))}
    </details>
  );
}

const words = { changed: 'changedClause', added: 'addedClause', removed: 'removedClause' } as const;
const tones = { changed: 'info', added: 'good', removed: 'bad' } as const;

function ClauseLine({ clause, lang }: { readonly clause: ComparedClause; readonly lang: Lang }) {
  if (clause.kind === 'same') {
    return <p class="clause clause-heading">{clause.after.replace(/^#+\s*/, '')}</p>;
  }
  return (
    <div class={`clause clause-${clause.kind}`}>
      <span class="clause-tag" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
        <Tag tone={tones[clause.kind]}>{versionWords(lang)(words[clause.kind])}</Tag>
      </span>
      <Difference lang={lang} parts={partsOf(clause)} />
    </div>
  );
}

function partsOf(clause: ComparedClause): readonly ComparedPart[] {
  if (clause.kind === 'changed') return clause.parts;
  if (clause.kind === 'removed') return [{ text: clause.before, kind: 'removed' }];
  return [{ text: clause.after, kind: clause.kind === 'added' ? 'added' : 'same' }];
}

interface SideProps extends ClausesProps {
  readonly heads: readonly [before: string, after: string];
}

/** Both texts beside each other, a paragraph to a row. */
export function ClausesBeside({ clauses, lang, heads }: SideProps) {
  return (
    <>
      <ChangeCount clauses={clauses} lang={lang} />
      <div class="clauses-beside">
        <div class="clauses-row clauses-heads">
          <strong>{heads[0]}</strong>
          <strong>{heads[1]}</strong>
        </div>
        {stretchesOf(clauses).map((stretch) =>
          stretch.kind === 'run' ? (
            <div class="clauses-row-all" lang="zh-CN">
              <Unchanged texts={stretch.texts} lang={lang} />
            </div>
          ) : (
            <div class={`clauses-row clauses-row-${stretch.clause.kind}`} lang="zh-CN">
              <div>{sideOf(stretch.clause, 'removed', lang)}</div>
              <div>{sideOf(stretch.clause, 'added', lang)}</div>
            </div>
          ),
        )}
      </div>
    </>
  );
}

function sideOf(clause: ComparedClause, own: 'added' | 'removed', lang: Lang) {
  if (clause.kind === 'same') {
    return <p class="clause clause-heading">{clause.after.replace(/^#+\s*/, '')}</p>;
  }
  const parts = partsOf(clause).filter(({ kind }) => kind === 'same' || kind === own);
  return parts.length === 0 ? null : <Difference lang={lang} parts={parts} />;
}
