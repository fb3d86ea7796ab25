import type { Child } from 'hono/jsx';
import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

/** How a state feels; every tone comes with its own sign, so colour is never the only mark. */
export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

const signs: Readonly<Record<Tone, string>> = {
  neutral: '○',
  good: '✔',
  warn: '▲',
  bad: '■',
  info: '●',
};

/** The sign that stands before a word of this tone. */
export function signOf(tone: Tone): string {
  return signs[tone];
}

interface TagProps {
  readonly tone: Tone;
  readonly icon?: string | undefined;
  readonly title?: string | undefined;
  readonly children?: Child;
}

/** A state as sign, word and colour; `icon` replaces the tone's own sign. */
export function Tag({ tone, icon, title, children }: TagProps) {
  return (
    <span class={`tag tag-${tone}`} title={title}>
      <span class="tag-sign" aria-hidden="true">
        {icon ?? signOf(tone)}
      </span>
      {children}
    </span>
  );
}

/** Marks a policy that must hang on the wall. */
export function WallBadge({ lang }: { readonly lang: Lang }) {
  const t = uiWords(lang);
  return (
    <span class="badge" title={t('wallTitle')}>
      <span aria-hidden="true">※</span>
      {t('wall')}
    </span>
  );
}

/** Marks a record that is kept for at least ten years. */
export function TenYearBadge({ lang }: { readonly lang: Lang }) {
  const t = uiWords(lang);
  return (
    <span class="badge" title={t('tenYearTitle')}>
      <span aria-hidden="true">※</span>
      {t('tenYear')}
    </span>
  );
}
