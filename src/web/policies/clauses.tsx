import { isRenumbered, markerOf } from '../../policies/compare/compare.ts';
import type { ClauseForm, ComparedClause } from '../../policies/compare/model.ts';
import type { Lang } from '../kit/page/words.ts';
import { htmlLang } from '../kit/page/words.ts';
import { Difference } from '../kit/ui/difference.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { compareWords } from './compare-words.ts';

interface ClausesProps {
  readonly clauses: readonly ComparedClause[];
  readonly lang: Lang;
}

/** A run of clauses that stayed, a heading that leads to a change, or a change. */
type Stretch =
  | { readonly kind: 'run'; readonly clauses: readonly ComparedClause[] }
  | { readonly kind: 'clause'; readonly clause: ComparedClause };

/** What changed between two texts, clause by clause; what stayed is folded away. */
export function Clauses({ clauses, lang }: ClausesProps) {
  return (
    <div class="clauses" lang="zh-CN">
      <ChangeCount clauses={clauses} lang={lang} />
      {stretchesOf(clauses).map((stretch) =>
        stretch.kind === 'run' ? (
          <Unchanged clauses={stretch.clauses} lang={lang} />
        ) : (
          <ClauseLine clause={stretch.clause} lang={lang} />
        ),
      )}
    </div>
  );
}

/** How much changed, in figures. */
function ChangeCount({ clauses, lang }: ClausesProps) {
  const say = compareWords(lang);
  const count = (kind: ComparedClause['kind']) =>
    clauses.filter((clause) => clause.kind === kind).length;
  const [changed, added, removed] = [count('changed'), count('added'), count('removed')];
  const moved = count('moved-here');
  const renumbered = clauses.filter(isRenumbered).length;
  const isSame = changed + added + removed + moved === 0;
  return (
    <p class="quiet" lang={htmlLang[lang]}>
      {isSame && renumbered === 0 ? say('sameText') : null}
      {isSame ? null : say('count', { changed, added, removed })}
      {moved === 0 ? null : say('countMoved', { count: moved })}
      {renumbered === 0 ? null : say('countRenumbered', { count: renumbered })}
    </p>
  );
}

/** Runs of what stayed, each cut before the heading under which the next change stands. */
function stretchesOf(clauses: readonly ComparedClause[]): Stretch[] {
  const stretches: Stretch[] = [];
  let run: ComparedClause[] = [];
  const settle = (isBeforeChange: boolean) => {
    const at = run.findLastIndex(({ after }) => after?.kind === 'heading');
    const isCut = isBeforeChange && at >= 0;
    const [early, heading, late] = isCut
      ? [run.slice(0, at), run.slice(at, at + 1), run.slice(at + 1)]
      : [run, [], []];
    if (early.length > 0) stretches.push({ kind: 'run', clauses: early });
    for (const clause of heading) stretches.push({ kind: 'clause', clause });
    if (late.length > 0) stretches.push({ kind: 'run', clauses: late });
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

function Unchanged({ clauses, lang }: ClausesProps) {
  const say = compareWords(lang);
  return (
    <details class="clause-run">
      <summary lang={htmlLang[lang]}>{say('unchangedRun', { count: clauses.length })}</summary>
      {clauses.map((clause) => (
        <ClauseText clause={clause} lang={lang} />
      ))}
    </details>
  );
}

const words = {
  changed: 'changedClause',
  added: 'addedClause',
  removed: 'removedClause',
  'moved-away': 'movedAway',
  'moved-here': 'movedHere',
} as const;
const tones = {
  changed: 'info',
  added: 'good',
  removed: 'bad',
  'moved-away': 'neutral',
  'moved-here': 'neutral',
} as const;

function ClauseLine({ clause, lang }: { readonly clause: ComparedClause; readonly lang: Lang }) {
  if (clause.kind === 'same') return <ClauseText clause={clause} lang={lang} />;
  return (
    <div class={`clause-met clause-${clause.kind}`}>
      <ClauseTag clause={clause} lang={lang} />
      <ClauseText clause={clause} lang={lang} />
    </div>
  );
}

/** What became of a clause, in a word; and that it stands otherwise, where its words stayed. */
function ClauseTag({ clause, lang }: { readonly clause: ComparedClause; readonly lang: Lang }) {
  if (clause.kind === 'same') return null;
  const say = compareWords(lang);
  const isReshaped = clause.kind === 'changed' && clause.parts.every(({ kind }) => kind === 'same');
  return (
    <span class="clause-tag" lang={htmlLang[lang]}>
      <Tag tone={tones[clause.kind]}>{say(words[clause.kind])}</Tag>
      {isReshaped ? <span class="quiet"> {say('reshaped')}</span> : null}
    </span>
  );
}

/** A clause as it stands in the text: a heading as a heading, a point with its number, a row. */
function ClauseText({ clause, lang }: { readonly clause: ComparedClause; readonly lang: Lang }) {
  const { before, after, parts } = clause;
  const form = after ?? before;
  if (form === null) return null;
  const depth = 'depth' in form ? Math.min(form.depth, 4) : 0;
  return (
    <p class={`clause clause-${form.kind}`} data-depth={depth === 0 ? undefined : depth}>
      <Marker before={before} after={after} lang={lang} />
      <Difference lang={lang} parts={parts} />
    </p>
  );
}

/** The number or dot before a point, with the one that it had. */
function Marker(props: {
  readonly before: ClauseForm | null;
  readonly after: ClauseForm | null;
  readonly lang: Lang;
}) {
  const [was, is] = [markerOf(props.before), markerOf(props.after)];
  const isNew = props.before !== null && props.after !== null && was !== is;
  if (!isNew)
    return is === '' && was === '' ? null : <span class="clause-marker">{is || was} </span>;
  return (
    <span class="clause-marker">
      <Difference
        lang={props.lang}
        parts={[
          { text: was, kind: 'removed' as const },
          { text: is, kind: 'added' as const },
        ].filter(({ text }) => text !== '')}
      />{' '}
    </span>
  );
}

interface SideProps extends ClausesProps {
  readonly heads: readonly [before: string, after: string];
}

/** Both texts beside each other, a clause to a row; one below the other where it is narrow. */
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
              <Unchanged clauses={stretch.clauses} lang={lang} />
            </div>
          ) : (
            <BesideRow clause={stretch.clause} lang={lang} heads={heads} />
          ),
        )}
      </div>
    </>
  );
}

function BesideRow(props: Pick<SideProps, 'lang' | 'heads'> & { readonly clause: ComparedClause }) {
  const { clause, lang, heads } = props;
  if (clause.kind === 'same') {
    return (
      <div class="clauses-row-all" lang="zh-CN">
        <ClauseText clause={clause} lang={lang} />
      </div>
    );
  }
  return (
    <div class={`clauses-row clause-met clause-${clause.kind}`} lang="zh-CN">
      <div class="clauses-row-tag">
        <ClauseTag clause={clause} lang={lang} />
      </div>
      <ClauseSide clause={clause} own="before" head={heads[0]} lang={lang} />
      <ClauseSide clause={clause} own="after" head={heads[1]} lang={lang} />
    </div>
  );
}

/** A clause as it is in one of the two texts. */
function ClauseSide(props: {
  readonly clause: ComparedClause;
  readonly own: 'before' | 'after';
  readonly head: string;
  readonly lang: Lang;
}) {
  const { clause, own, head, lang } = props;
  const form = clause[own];
  if (form === null) return <div class="clauses-side clauses-side-empty" />;
  const gone = own === 'before' ? 'added' : 'removed';
  const parts = clause.parts.filter(({ kind }) => kind !== gone);
  return (
    <div class="clauses-side">
      <span class="clauses-side-head quiet" lang={htmlLang[lang]}>
        {head}
      </span>
      <ClauseText clause={{ ...clause, before: form, after: form, parts }} lang={lang} />
    </div>
  );
}
