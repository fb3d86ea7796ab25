import { getSite } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { localDateOf } from '../../core/month.ts';
import { humanCode } from '../../walls/poster-code.ts';
import type { SheetView } from '../../walls/queries/prints.ts';
import type { AssetPaths } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { PlainPage } from '../kit/page/plain-page.tsx';
import type { Lang } from '../kit/page/words.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { PolicyText } from '../policies/policy-text.tsx';
import { placeTitle, Zh } from '../policies/titles.tsx';
import { EvidenceForm } from '../walls/evidence-form.tsx';
import { sheetWords } from './words.ts';

interface SheetProps {
  readonly assets: AssetPaths;
  readonly lang: Lang;
  readonly document: SiteDocument;
  /** The address of this very page. */
  readonly path: string;
  /** Undefined for a code that we have not made. */
  readonly sheet: SheetView | undefined;
  readonly reader: SheetReader;
}

/** Who reads the page. */
export interface SheetReader {
  readonly isSignedIn: boolean;
  /** The name of the form in which they may say what they found; undefined where they may not. */
  readonly formKey: string | undefined;
}

const signs = { current: '✔', ahead: '●', 'out-of-date': '■', retired: '■', unknown: '?' } as const;

/** What a scan of a sheet shows to anybody: how it stands, where it belongs, what is in force. */
export function SheetPage(props: SheetProps) {
  const { assets, lang, sheet, path } = props;
  const say = sheetWords(lang);
  const state = sheet?.state ?? 'unknown';
  return (
    <PlainPage assets={assets} lang={lang} title={say('title')}>
      <p class={`sheet-verdict sheet-${state}`}>
        <span class="sheet-sign" aria-hidden="true">
          {signs[state]}
        </span>
        <strong>{say(state)}</strong>
      </p>
      <p class="sheet-words">{say(`${state}Words`, { from: sheet?.shown.inForceFrom ?? '' })}</p>
      {sheet === undefined ? null : <Known {...props} sheet={sheet} />}
      <p class="sheet-lang">
        <a
          href={`${path}?lang=${lang === 'zh' ? 'en' : 'zh'}`}
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
        >
          {say('other')}
        </a>
      </p>
    </PlainPage>
  );
}

function Known(props: SheetProps & { readonly sheet: SheetView }) {
  const { lang, document, sheet, path, reader } = props;
  const say = sheetWords(lang);
  const { print, title, shown, inForce } = sheet;
  const { place, code, version } = print;
  const site = getSite(document, print.site);
  return (
    <>
      <p class="sheet-place">
        {say('belongs')}
        <strong>
          {site.name} {placeTitle({ document, lang }, place)}
        </strong>
        <span class="quiet">{say('notHere')}</span>
      </p>
      <div class="sheet-versions">
        <p>
          {say('onWall')}
          <strong>{say('nth', { version })}</strong>
        </p>
        <p>
          {say('inForce')}
          <strong>
            {inForce === undefined ? say('none') : say('nth', { version: inForce.version })}
          </strong>
          {inForce?.inForceFrom == null ? null : (
            <span class="quiet">{say('since', { day: inForce.inForceFrom })}</span>
          )}
        </p>
      </div>
      {reader.formKey === undefined ? null : (
        <EvidenceForm
          lang={lang}
          document={document}
          print={print}
          place={place}
          formKey={reader.formKey}
        />
      )}
      {reader.isSignedIn ? null : (
        <p>
          <ButtonLink href={paths.signIn({ next: path })}>{say('signIn')}</ButtonLink>
        </p>
      )}
      <Facts
        pairs={[
          { label: say('policy'), value: <Zh>{`${code} ${title}`}</Zh> },
          { label: say('code'), value: <span class="number">{humanCode(print.id)}</span> },
          { label: say('printed'), value: localDateOf(print.printedAt, document.timeZone) },
        ]}
      />
      {inForce === undefined || shown.version === inForce.version ? null : (
        <section class="sheet-text">
          <h2>{say('text', { version: inForce.version })}</h2>
          <PolicyText text={inForce.text} title={title} document={document} />
        </section>
      )}
    </>
  );
}
