import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

/** A run of words that stayed, came or went, and how it is set off. */
export interface DifferencePart {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
  readonly marks?: readonly ('bold' | 'italic' | 'code' | 'struck')[] | undefined;
}

interface DifferenceProps {
  readonly parts: readonly DifferencePart[];
  readonly lang?: Lang | undefined;
}

/** What changed between two texts; added words are underlined, removed ones struck through. */
export function Difference({ parts, lang = 'zh' }: DifferenceProps) {
  const t = uiWords(lang);
  return (
    <span class="difference">
      {runsOf(parts).map((run) => {
        const words = run.map((part) => <Marked part={part} />);
        const kind = run[0]?.kind;
        if (kind === 'added') return <ins title={t('added')}>{words}</ins>;
        return kind === 'removed' ? <del title={t('removed')}>{words}</del> : words;
      })}
    </span>
  );
}

/** Parts of one kind that follow each other are one change, however its words are set off. */
function runsOf(parts: readonly DifferencePart[]): DifferencePart[][] {
  const runs: DifferencePart[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === part.kind) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** Words set off as they are in the text. */
function Marked({ part: { text, marks = [] } }: { readonly part: DifferencePart }) {
  let shown = <>{text}</>;
  if (marks.includes('code')) shown = <code>{shown}</code>;
  if (marks.includes('struck')) shown = <s>{shown}</s>;
  if (marks.includes('italic')) shown = <em>{shown}</em>;
  return marks.includes('bold') ? <strong>{shown}</strong> : shown;
}
