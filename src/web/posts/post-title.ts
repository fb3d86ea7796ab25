import type { Page } from '../kit/page/page.ts';

/** What a post is called in the language of the page; its code, where it is gone. */
export function postTitle(
  { document, lang }: Pick<Page, 'document' | 'lang'>,
  code: string,
): string {
  const post = document.posts.find((one) => one.code === code);
  if (post === undefined) return code;
  return lang === 'zh' ? post.title : post.en;
}
