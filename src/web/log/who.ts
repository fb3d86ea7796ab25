import type { Lang } from '../kit/page/words.ts';
import { logWords } from './words.ts';

/** Who did something: a person by name; the machine's own doings in the reader's language. */
export function whoTitle(
  lang: Lang,
  { actor, by }: { readonly actor: string; readonly by: string },
): string {
  const [kind, name = ''] = actor.split(/:(.*)/s);
  if (lang === 'zh' || (kind !== 'clock' && kind !== 'operator')) return by;
  return logWords(lang)(kind, { name });
}
