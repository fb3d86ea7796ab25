import QRCode from 'qrcode';
import { localMinuteOf } from '../../core/month.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import type { ShownRecord } from './read-show.ts';
import { keepingWords, Original, StateTag, timeOf } from './show-page.tsx';
import { Story } from './show-story.tsx';
import { showWords } from './show-words.ts';
import { titleIn } from './titles.ts';

interface PrintProps {
  readonly page: Page;
  readonly shown: ShownRecord;
  /** The picture of a code that opens the record, where the server has an address. */
  readonly code: string | undefined;
}

/** One sheet: the record, its corrections and its trail, with places for ink. */
export function PrintPage({ page, shown, code }: PrintProps) {
  const say = showWords(page.lang);
  const { view, category } = shown;
  return (
    <Frame
      page={page}
      title={say('printTitle', { category: titleIn(page.lang, category) })}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        { title: view.number, href: paths.record(view.number) },
      ]}
      badge={<StateTag page={page} view={view} />}
      actions={<ButtonLink href={paths.record(view.number)}>{say('back')}</ButtonLink>}
    >
      <p class="quiet screen-only">{say('printHelp')}</p>
      <article class="paper">
        <SheetHead page={page} shown={shown} code={code} />
        <Original page={page} view={view} category={category} />
        <section>
          <h2>{say('trail')}</h2>
          <Story page={page} shown={shown} />
        </section>
        <div class="sign-lines">
          <p class="sign-line">{say('signHandler')}</p>
          <p class="sign-line">{say('signSupervisor')}</p>
          <p class="sign-line">{say('signDay')}</p>
        </div>
        <p class="paper-foot">
          {say('printedAt', {
            at: localMinuteOf(page.now, page.document.timeZone),
            by: page.who.name,
          })}{' '}
          <span class="number">{view.number}</span>{' '}
          <span class="fingerprint digest">{view.digest}</span>
        </p>
      </article>
    </Frame>
  );
}

function SheetHead({ page, shown, code }: PrintProps) {
  const say = showWords(page.lang);
  const { view, category } = shown;
  const site = page.document.sites.find(({ code: of }) => of === view.site);
  const facts = [
    [say('category'), `${category.code} ${titleIn(page.lang, category)}`],
    [say('room'), view.room ?? '—'],
    [say('occurred'), timeOf(page, view)],
    [say('filedBy'), view.filedBy],
  ] as const;
  return (
    <header class="paper-head">
      <div>
        <p class="quiet">
          <InChinese lang={page.lang}>
            {page.document.company} {site?.name ?? view.site}
          </InChinese>
        </p>
        <p class="paper-number number">{view.number}</p>
        <dl class="paper-facts">
          {facts.map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>{say('retention')}</dt>
            <dd>
              {category.important ? '※ ' : ''}
              {keepingWords(page, view)}
            </dd>
          </div>
        </dl>
      </div>
      {code === undefined ? null : (
        <figure class="paper-code">
          <img src={code} alt={say('scan')} width="110" height="110" />
          <figcaption>{say('scan')}</figcaption>
        </figure>
      )}
    </header>
  );
}

/** A code that opens the record; none while nobody has said where the server can be reached. */
export async function codeOf(page: Page, number: string): Promise<string | undefined> {
  const { publicUrl } = page.document;
  if (publicUrl === '' || !URL.canParse(publicUrl)) return undefined;
  const address = new URL(paths.record(number), publicUrl).href;
  return QRCode.toDataURL(address, { errorCorrectionLevel: 'M', margin: 0, scale: 5 });
}
