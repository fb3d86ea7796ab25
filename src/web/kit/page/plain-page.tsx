import type { PropsWithChildren } from 'hono/jsx';
import { Head } from './head.tsx';
import type { AssetPaths } from './page.ts';
import { htmlLang, type Lang } from './words.ts';

/** A page for whoever is not signed in: one card, no menu. */
export function PlainPage(
  props: PropsWithChildren<{
    assets: AssetPaths;
    lang: Lang;
    /** In the browser's title; also the heading, unless that says less. */
    title: string;
    heading?: string;
  }>,
) {
  const { assets, lang, title, heading = title, children } = props;
  return (
    <html lang={htmlLang[lang]} data-density="comfortable" data-shortcuts="on">
      <Head assets={assets} title={title} lang={lang} />
      <body class="plain">
        <main id="main" class="card-page">
          <h1>{heading}</h1>
          {children}
        </main>
        <div id="live" class="live" aria-live="polite" />
      </body>
    </html>
  );
}
