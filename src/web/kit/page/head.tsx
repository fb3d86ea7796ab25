import { frameWords } from './frame-words.ts';
import type { AssetPaths } from './page.ts';
import type { Lang } from './words.ts';

/** No code from attributes, no styles of its own, no copies of pages in the browser's storage. */
const htmxConfig = JSON.stringify({
  history: false,
  includeIndicatorCSS: false,
  prefix: '',
  extensions: 'none',
});

/** The head of every page. */
export function Head({ assets, title, lang }: { assets: AssetPaths; title: string; lang: Lang }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="htmx-config" content={htmxConfig} />
      <title>{`${title} – ${frameWords(lang)('product')}`}</title>
      <link rel="stylesheet" href={assets.style} />
      <link rel="icon" href={assets.icon} />
      <script src={assets.htmx} defer />
      <script src={assets.script} defer />
    </head>
  );
}
