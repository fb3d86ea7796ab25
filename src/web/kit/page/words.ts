import { createInstance } from 'i18next';

/** The languages of the pages; every room speaks both. */
export const languages = ['zh', 'en'] as const;
export type Lang = (typeof languages)[number];

/** The `lang` attribute of a page. */
export const htmlLang: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en' };

/** A room's words, by key; `{{name}}` stands for a value, `key_one` for English with a count of 1. */
type English<Zh> = { [Key in keyof Zh]: string } & {
  [Key in keyof Zh & string as `${Key}_one`]?: string;
};

/** Says one of a room's words. */
export type Say<Key extends string> = (
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string;

const words = createInstance({
  lng: 'zh',
  resources: { zh: {}, en: {} },
  keySeparator: false,
  nsSeparator: false,
  // Pages escape what they show.
  interpolation: { escapeValue: false },
  initAsync: false,
});
void words.init();

/**
 * A room's words in both languages: what one lacks does not compile.
 *
 * Shape: `defineWords(room, { zh, en })(lang)(key, values)`.
 */
export function defineWords<Zh extends Record<string, string>>(
  room: string,
  texts: { zh: Zh; en: English<Zh> },
): (lang: Lang) => Say<keyof Zh & string> {
  for (const lang of languages) words.addResourceBundle(lang, room, texts[lang]);
  const spoken = new Map(languages.map((lang) => [lang, words.getFixedT(lang, room)]));
  return (lang) => {
    const say = spoken.get(lang);
    return (key, values) => say?.(key, { ...values }) ?? key;
  };
}
