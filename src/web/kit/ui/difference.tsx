import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

/** A run of words that stayed, came or went. */
export interface DifferencePart {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

interface DifferenceProps {
  readonly parts: readonly DifferencePart[];
  readonly lang?: Lang | undefined;
}

/** What changed between two texts; added words are underlined, removed ones struck through. */
export function Difference({ parts, lang = 'zh' }: DifferenceProps) {
  const t = uiWords(lang);
  return (
    <div class="difference">
      {parts.map((part) => {
        if (part.kind === 'same') return <span>{part.text}</span>;
        if (part.kind === 'added') return <ins title={t('added')}>{part.text}</ins>;
        return <del title={t('removed')}>{part.text}</del>;
      })}
    </div>
  );
}
