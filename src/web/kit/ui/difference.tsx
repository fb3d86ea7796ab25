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
      {parts.map((part) => {
        if (part.kind === 'same') return <Marked part={part} />;
        return part.kind === 'added' ? (
          <ins title={t('added')}>
            <Marked part={part} />
          </ins>
        ) : (
          <del title={t('removed')}>
            <Marked part={part} />
          </del>
        );
      })}
    </span>
  );
}

/** Words set off as they are in the text. */
function Marked({ part: { text, marks = [] } }: { readonly part: DifferencePart }) {
  let shown = <>{text}</>;
  if (marks.includes('code')) shown = <code>{shown}</code>;
  if (marks.includes('struck')) shown = <s>{shown}</s>;
  if (marks.includes('italic')) shown = <em>{shown}</em>;
  return marks.includes('bold') ? <strong>{shown}</strong> : shown;
}
