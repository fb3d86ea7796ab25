import { raw } from 'hono/html';
import { type ChartedDocument, siteChartsOf } from '../../catalogue/charts.ts';
import type { Lang } from '../kit/page/words.ts';
import { type ReadText, readText } from './read-text.ts';
import { policyWords } from './words.ts';

interface TextProps {
  readonly text: string;
  readonly title: string;
  /** The settings, from which a text's references to charts are drawn. */
  readonly document: ChartedDocument;
  /** Makes the ids of headings unique where a page shows two texts. */
  readonly prefix?: string;
}

/** A policy's text as people read it. */
export function PolicyText({ text, title, document, prefix }: TextProps) {
  const charts = siteChartsOf(document);
  return <TextBody read={readText(text, title, { charts, prefix })} />;
}

/** A text that has been read. */
export function TextBody({ read }: { readonly read: ReadText }) {
  return (
    <article class="policy-text" lang="zh-CN">
      {raw(read.html)}
    </article>
  );
}

/** The headings of a text as links; it stays in sight beside the text where there is room. */
export function TextContents({ read, lang }: { readonly read: ReadText; readonly lang: Lang }) {
  const chapters = read.headings.filter(({ level }) => level === 2);
  if (chapters.length < 3) return null;
  return (
    <nav class="policy-contents" aria-label={policyWords(lang)('contents')}>
      <details open>
        <summary>{policyWords(lang)('contents')}</summary>
        <ol lang="zh-CN">
          {chapters.map(({ id, words }) => (
            <li>
              <a href={`#${id}`}>{words}</a>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}
