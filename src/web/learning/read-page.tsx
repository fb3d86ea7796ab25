import { siteChartsOf } from '../../catalogue/charts.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { LearnedText, OwedText } from '../../learning/model.ts';
import { compareTexts } from '../../policies/compare/compare.ts';
import type { VersionView } from '../../policies/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { PasswordAgain } from '../kit/ui/form-signature.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { Clauses } from '../policies/clauses.tsx';
import { TextBody, TextContents } from '../policies/policy-text.tsx';
import { readText } from '../policies/read-text.ts';
import { Zh } from '../policies/titles.tsx';
import { spellReading } from './readings.ts';
import { learningWords } from './words.ts';

/** A text to be read and signed, with all that is known of its reader. */
export interface Reading {
  readonly text: VersionView;
  /** The newest of the versions before it that they learned. */
  readonly before: VersionView | undefined;
  /** That they have learned this very version. */
  readonly known: LearnedText | undefined;
  /** Whether it is in force or published ahead, so that it can be signed. */
  readonly isOpen: boolean;
  /** Whether they owe it, or will. */
  readonly isOwed: boolean;
  /** Texts opened before, to be signed with it. */
  readonly together: readonly VersionView[];
  /** What they owe beside it and those. */
  readonly rest: readonly OwedText[];
}

interface ReadProps {
  readonly form: FormState;
  readonly reading: Reading;
}

/** One text to read: what changed on top, the text, and at its end the signature. */
export function ReadPage({ form, reading }: ReadProps) {
  const { page } = form;
  const say = learningWords(page.lang);
  const { text, before, rest } = reading;
  const { code, title, version } = text;
  const read = readText(text.text, title, { charts: siteChartsOf(page.document) });
  return (
    <Frame
      page={page}
      form={form}
      title={`${code} ${say('readTitle', { title })}`}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.learning() }]}
      actions={<ButtonLink href={paths.policyVersion(code, version)}>{say('toPolicy')}</ButtonLink>}
    >
      <p class="quiet">
        {say('readHelp', { version, day: text.inForceFrom ?? '', ...lengthOf(text.text) })}{' '}
        {rest.length === 0 ? say('lastLeft') : say('stillLeft', { count: rest.length })}
      </p>
      <Standing page={page} reading={reading} />
      {before === undefined ? null : (
        <Panel
          title={say('changes', { knows: before.version })}
          id="changes"
          actions={
            <a href={paths.comparePolicy(code, { from: before.version, to: version })}>
              {say('compareAll')}
            </a>
          }
        >
          <Clauses clauses={compareTexts(before.text, text.text)} lang={page.lang} />
        </Panel>
      )}
      <div class="policy-columns">
        <TextContents read={read} lang={page.lang} />
        <div class="policy-main">
          <Panel title={`${title} · ${say('nth', { version })}`} id="text">
            <TextBody read={read} />
          </Panel>
          <Panel title={say('toSign')} id="sign">
            <Signing form={form} reading={reading} />
          </Panel>
        </div>
      </div>
    </Frame>
  );
}

/** What is to be known before reading. */
function Standing({ page, reading }: { page: Page; reading: Reading }) {
  const say = learningWords(page.lang);
  const { text, known, isOpen, isOwed } = reading;
  if (known !== undefined) {
    const time = localMinuteOf(known.at, page.document.timeZone);
    return <Notice tone="good" title={say('known', { time, how: say(known.how) })} />;
  }
  if (!isOpen) {
    return (
      <Notice tone="bad" title={say('notNow', { version: text.version })}>
        <p>{say('notNowHelp')}</p>
        <ButtonLink href={paths.readPolicy(text.code)}>{say('toCurrent')}</ButtonLink>
      </Notice>
    );
  }
  return isOwed ? null : <Notice tone="info" title={say('notMine')} />;
}

/** The signature at the end of the text, or the way on where there is nothing to sign. */
function Signing({ form, reading }: ReadProps) {
  const { page } = form;
  const say = learningWords(page.lang);
  const { text, known, isOpen, together, rest } = reading;
  const [next] = rest;
  if (known !== undefined || !isOpen) {
    const isMore = next !== undefined && known !== undefined;
    const href = isMore ? paths.readPolicy(next.code) : paths.learning();
    return <ButtonLink href={href}>{say(isMore ? 'next' : 'toList')}</ButtonLink>;
  }
  const opened = [...together, text];
  return (
    <PageForm form={form}>
      {opened.map((one) => (
        <input type="hidden" name="reading" value={spellReading(one)} />
      ))}
      <Together page={page} texts={together} />
      <p class="quiet">{say('signHelp')}</p>
      <PasswordAgain form={form} />
      <FormActions>
        <Button kind="primary" hotkey="Ctrl+Enter">
          {say('sign')}
        </Button>
        {next === undefined ? null : (
          <ButtonLink
            href={paths.readPolicy(next.code, {
              with: opened.map(({ code, version }) => `${code}.${version}`).join(','),
            })}
          >
            {say('later')}
          </ButtonLink>
        )}
      </FormActions>
    </PageForm>
  );
}

function Together({ page, texts }: { page: Page; texts: readonly VersionView[] }) {
  if (texts.length === 0) return null;
  const say = learningWords(page.lang);
  return (
    <Notice tone="info" title={say('together', { count: texts.length })}>
      <ul>
        {texts.map(({ code, title, version }) => (
          <li>
            <a href={paths.policyVersion(code, version)}>
              {code} <Zh>{title}</Zh>
            </a>{' '}
            {say('nth', { version })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Chinese characters read in a minute, slowly enough to understand a rule. */
const lettersAMinute = 300;

/** How long a text is, and how long it takes to read. */
function lengthOf(text: string): { readonly letters: number; readonly minutes: number } {
  const letters = [...text.replace(/[\s|#*`>-]/g, '')].length;
  return { letters, minutes: Math.max(1, Math.ceil(letters / lettersAMinute)) };
}
