import type { Category, Field } from '../../catalogue/model.ts';
import { localDateOf, localMinuteOf } from '../../core/month.ts';
import type { RecordView } from '../../records/model.ts';
import { holds } from '../../records/rules/fields.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { InChinese } from '../kit/ui/form-field.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { shortDigest } from '../kit/ui/short-digest.ts';
import { Tag, TenYearBadge, type Tone } from '../kit/ui/tag.tsx';
import type { ShownRecord } from './read-show.ts';
import { ShowActions } from './show-actions.tsx';
import { Attachments } from './show-attachments.tsx';
import { DeadlineLines } from './show-deadlines.tsx';
import { Links } from './show-links.tsx';
import { addsOnly, mayOn, Story } from './show-story.tsx';
import { showWords } from './show-words.ts';
import { headIn, titleIn } from './titles.ts';

interface ShowProps {
  readonly page: Page;
  readonly shown: ShownRecord;
}

/** A record: what was said, never altered, and beside it what happened since. */
export function ShowPage({ page, shown }: ShowProps) {
  const say = showWords(page.lang);
  const { view, category, deadlines } = shown;
  return (
    <Frame
      page={page}
      title={view.number}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        {
          title: titleIn(page.lang, category),
          href: paths.records({ category: category.prefix }),
        },
      ]}
      badge={<StateTag page={page} view={view} />}
      actions={<ShowActions page={page} shown={shown} />}
    >
      <Identity page={page} view={view} category={category} />
      {view.voided === null ? null : (
        <Notice tone="bad" title={say('voidNotice')}>
          <InChinese lang={page.lang}>
            {showWords('zh')('voidedBody', {
              reason: view.voided.reason,
              approver: view.voided.approver,
            })}
          </InChinese>
        </Notice>
      )}
      <Unsigned page={page} view={view} category={category} />
      <div class="split">
        <div class="stack">
          <Original page={page} view={view} category={category} />
          <Attachments page={page} view={view} />
        </div>
        <div class="stack">
          {deadlines.length === 0 ? null : (
            <Panel title={say('deadlines')}>
              <DeadlineLines page={page} deadlines={deadlines} category={category} />
            </Panel>
          )}
          <Panel title={say('story')}>
            <Story page={page} shown={shown} />
          </Panel>
          <Links page={page} view={view} />
        </div>
      </div>
    </Frame>
  );
}

/** Signatures that are still due, until they are there. Source: C-3.5. */
function Unsigned({ page, view, category }: { page: Page; view: RecordView; category: Category }) {
  if (view.status === 'void' || view.disposed) return null;
  const due = (category.signaturePairs ?? []).flatMap(({ first, second, when }) =>
    when === undefined || holds(when, view.fields) ? [first, second] : [],
  );
  const missing = category.fields.filter(({ name }) => due.includes(name) && !view.fields[name]);
  if (missing.length === 0) return null;
  const say = showWords(page.lang);
  const names = missing.map((field) => headIn(page.lang, field));
  return (
    <Notice
      tone="warn"
      title={say('unsignedPair', { names: names.join(page.lang === 'zh' ? '、' : ', ') })}
    >
      {mayOn(page, view, 'record.correct') ? (
        <a href={paths.continueRecord(view.number)}>{say('signNow')}</a>
      ) : null}
    </Notice>
  );
}

const tones = { open: 'warn', closed: 'good', void: 'neutral' } satisfies Record<
  RecordView['status'],
  Tone
>;

/** Where a record stands, as sign and word. */
export function StateTag({ page, view }: { page: Page; view: Pick<RecordView, 'status'> }) {
  return <Tag tone={tones[view.status]}>{showWords(page.lang)(view.status)}</Tag>;
}

function Identity({ page, view, category }: { page: Page; view: RecordView; category: Category }) {
  const say = showWords(page.lang);
  return (
    <p class="identity">
      <RecordNumber number={view.number} />
      <strong>{titleIn(page.lang, category)}</strong>
      {view.room === null ? null : (
        <span>
          {say('room')} <a href={paths.archive(view.room)}>{view.room}</a>
        </span>
      )}
      <span class="kept">
        {category.important ? <TenYearBadge lang={page.lang} /> : null} {keptWords(page, view)}
      </span>
      <span class="quiet">{keepingWords(page, view)}</span>
    </p>
  );
}

/** How long a record is kept, in a few words. */
/** How long a record is kept, as a sentence. */
export function keepingWords(
  { lang }: Page,
  { retention: { years, through, sentence } }: Pick<RecordView, 'retention'>,
): string {
  if (lang === 'zh') return sentence;
  const say = showWords(lang);
  if (years === null) return say('keptLong');
  return through === null
    ? say('keepOpen', { years })
    : say('keepThrough', { years, day: through });
}

function keptWords(page: Page, { retention }: Pick<RecordView, 'retention'>): string {
  const say = showWords(page.lang);
  if (retention.years === null) return say('keptLong');
  if (retention.through === null) return say('keptOpen');
  return say('keptThrough', { day: retention.through });
}

interface OriginalProps {
  readonly page: Page;
  readonly view: RecordView;
  readonly category: Category;
}

/** What was filed, with corrected words struck through beside those that stand now. */
export function Original({ page, view, category }: OriginalProps) {
  const say = showWords(page.lang);
  return (
    <section class="original" aria-labelledby="original">
      <header class="original-head">
        <h2 id="original">{say('original')}</h2>
        <p class="quiet">{filedLine(page, view)}</p>
        {view.lateReason === null ? null : (
          <p>
            <Tag tone="info">{say('lateFlag')}</Tag>{' '}
            {say('lateReason', { reason: view.lateReason })}
          </p>
        )}
      </header>
      {view.disposed ? (
        <p>{say('disposed')}</p>
      ) : (
        <dl class="facts">
          {category.fields
            .filter(({ name }) => name in view.original || name in view.fields)
            .map((field) => (
              <FieldFact {...{ page, view, category, field }} />
            ))}
        </dl>
      )}
      {view.masked.length === 0 ? null : <p class="quiet">{say('masked')}</p>}
      <Fingerprint page={page} view={view} />
    </section>
  );
}

function filedLine(page: Page, view: RecordView): string {
  const say = showWords(page.lang);
  const { timeZone } = page.document;
  const at = localMinuteOf(view.filedAt, timeZone);
  const line = say(view.source === 'import' ? 'importedLine' : 'filedLine', {
    at,
    by: view.filedBy,
  });
  const occurred = localDateOf(view.occurredAt, timeZone);
  const isLate = view.source === 'desk' && occurred < at.slice(0, 10);
  const more = [
    ...(isLate ? [say('late', { at: timeOf(page, view) })] : []),
    ...(view.supplement > 0 ? [say('supplement', { count: view.supplement })] : []),
  ];
  return [line, ...more].join(page.lang === 'zh' ? '；' : '; ');
}

/** When it happened, as exactly as its category tells. */
export function timeOf(
  { document }: Page,
  { occurredAt, precision }: Pick<RecordView, 'occurredAt' | 'precision'>,
): string {
  return precision === 'day'
    ? localDateOf(occurredAt, document.timeZone)
    : localMinuteOf(occurredAt, document.timeZone);
}

function FieldFact({ page, view, category, field }: OriginalProps & { readonly field: Field }) {
  const say = showWords(page.lang);
  const was = view.original[field.name];
  const is = view.fields[field.name];
  const touched = view.corrections.filter(({ changes }) => field.name in changes);
  const isWide = category.print.wide.includes(field.name) || field.type === 'long-text';
  const unit = field.unit === undefined ? '' : ` ${field.unit}`;
  return (
    <div class={isWide ? 'fact fact-wide' : 'fact'}>
      <dt>{headIn(page.lang, field)}</dt>
      <dd class="as-typed">
        {touched.length === 0 ? (
          `${was ?? ''}${unit}`
        ) : (
          <>
            {was === undefined ? null : <del>{`${was}${unit}`}</del>}{' '}
            {is === undefined ? (
              <span class="quiet">{say('emptied')}</span>
            ) : was === undefined ? (
              `${is}${unit}`
            ) : (
              <ins>{`${is}${unit}`}</ins>
            )}{' '}
            {touched.map((correction) => (
              <span class="correction-mark">
                {say(addsOnly(correction) ? 'continuedMark' : 'correctionMark', {
                  ordinal: correction.ordinal,
                })}{' '}
              </span>
            ))}
          </>
        )}
      </dd>
    </div>
  );
}

function Fingerprint({ page, view }: { page: Page; view: RecordView }) {
  const say = showWords(page.lang);
  return (
    <div class="fingerprint-line">
      <details>
        <summary>
          {say('fingerprint')} <span class="fingerprint">{shortDigest(view.digest)}</span>
        </summary>
        <p class="fingerprint digest">{view.digest}</p>
      </details>
      <a href={paths.proveRecord(view.number)}>{say('check')}</a>
    </div>
  );
}
