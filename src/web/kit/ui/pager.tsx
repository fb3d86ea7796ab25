import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

interface PagerProps {
  readonly label: string;
  readonly newer?: string | undefined;
  readonly older?: string | undefined;
  readonly words?: string | undefined;
  readonly lang?: Lang | undefined;
}

/** Goes to the newer and the older part of a list; `words` says which part this is. */
export function Pager({ label, newer, older, words, lang = 'zh' }: PagerProps) {
  const t = uiWords(lang);
  return (
    <nav class="pager" aria-label={label}>
      {newer === undefined ? (
        <span class="pager-none" />
      ) : (
        <a class="button button-plain" rel="prev" href={newer}>
          <span aria-hidden="true">←</span> {t('newer')}
        </a>
      )}
      <span class="pager-words">{words}</span>
      {older === undefined ? (
        <span class="pager-none" />
      ) : (
        <a class="button button-plain" rel="next" href={older}>
          {t('older')} <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  );
}
