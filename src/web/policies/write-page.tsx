import { compareTexts } from '../../policies/compare/compare.ts';
import type { PolicyView, VersionView } from '../../policies/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths, withQuery } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { controlOf, FieldFrame } from '../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { Clauses } from './clauses.tsx';
import { PolicyText } from './policy-text.tsx';
import { crumbsOf } from './version-page.tsx';
import { versionWords } from './version-words.ts';
import { WordImport } from './word-import.tsx';
import type { ReadSource } from './word-source.ts';

interface WriteProps {
  readonly form: FormState;
  readonly policy: PolicyView;
  /** The version that the new one is compared with: the one in force, else the newest. */
  readonly against: VersionView | undefined;
  /** What somebody else wrote meanwhile. */
  readonly meanwhile: VersionView | undefined;
  /** Whether the page is to show what is written as a text. */
  readonly isPreview: boolean;
  /** The Word file from which the text was read. */
  readonly taken: ReadSource | undefined;
}

/** The name under which an unfinished version is kept. */
export function draftOf(code: string): string {
  return `policy:${code}`;
}

/** Writes the next version of a policy, with what it will look like and what changes by it. */
export function WritePage(props: WriteProps) {
  const { form, policy, against, meanwhile, isPreview, taken } = props;
  const { page, values } = form;
  const say = versionWords(page.lang);
  const latest = policy.versions.at(-1)?.version ?? 0;
  const text = values.text('text');
  const { code, title, inForce } = policy;
  const base = meanwhile === undefined ? values.get('base') || String(latest) : String(latest);
  const write = paths.writePolicy(code);
  return (
    <Frame
      page={page}
      form={form}
      title={say('writeTitle', { title, version: latest + 1 })}
      current="policies"
      crumbs={crumbsOf(page, policy)}
    >
      {meanwhile === undefined ? null : <Meanwhile form={form} theirs={meanwhile} />}
      {form.isDraft ? <Kept form={form} code={code} /> : null}
      <p>
        {inForce === null ? say('writeLeadFirst') : say('writeLead', { version: inForce.version })}
      </p>
      <PageForm form={form} action={write} draft={draftOf(code)}>
        <input type="hidden" name="base" value={base} />
        <WordImport form={form} code={code} taken={taken} />
        <div class="policy-writing">
          <TextArea form={form} code={code} />
          <Panel title={say('previewTitle')}>
            <section
              id="preview"
              class="policy-preview"
              aria-label={say('previewTitle')}
              tabindex={0}
            >
              {isPreview || text !== '' ? (
                <PolicyText text={text} title={title} document={page.document} prefix="p" />
              ) : (
                <p class="quiet">{say('previewEmpty')}</p>
              )}
            </section>
          </Panel>
        </div>
        <AreaField
          form={form}
          name="reason"
          label={say('reason')}
          hint={say('reasonHint')}
          required={latest > 0}
          maxlength={1000}
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <Button formaction={paths.previewPolicy(code)}>{say('preview')}</Button>
          <a href={paths.policy(code)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
      {against === undefined ? null : (
        <Panel title={say('changes', { version: against.version })} id="changes">
          <div id="difference">
            <Clauses clauses={compareTexts(against.text, text)} lang={page.lang} />
          </div>
        </Panel>
      )}
    </Frame>
  );
}

/** That what is shown is an unfinished draft, and how to drop it. */
function Kept({ form, code }: { readonly form: FormState; readonly code: string }) {
  const say = versionWords(form.page.lang);
  return (
    <Notice tone="info" title={say('draftKept')}>
      <a href={withQuery(paths.writePolicy(code), { draft: 'none' })}>{say('draftDrop')}</a>
    </Notice>
  );
}

/** The text itself; while it is being written, the page asks what it looks like. */
function TextArea({ form, code }: { readonly form: FormState; readonly code: string }) {
  const say = versionWords(form.page.lang);
  const field = {
    form,
    name: 'text',
    label: say('text'),
    hint: say('textHint'),
    required: true,
  };
  return (
    <FieldFrame field={field} wide={true}>
      <textarea
        {...controlOf(field)}
        class="input area policy-area"
        rows={28}
        lang="zh-CN"
        data-autofocus
        hx-post={paths.previewPolicy(code)}
        hx-trigger="input changed delay:600ms"
        hx-swap="none"
      >
        {form.values.text('text')}
      </textarea>
    </FieldFrame>
  );
}

/** Both texts, where somebody else was first. */
function Meanwhile({ form, theirs }: { readonly form: FormState; readonly theirs: VersionView }) {
  const { lang } = form.page;
  const say = versionWords(lang);
  const { version, writtenBy: name } = theirs;
  return (
    <Panel title={say('staleTitle', { version })} tone="bad">
      <p>{say('staleHelp', { next: version + 1 })}</p>
      <Clauses clauses={compareTexts(theirs.text, form.values.text('text'))} lang={lang} />
      <details>
        <summary>{say('staleTheirs', { version, name })}</summary>
        <pre class="policy-source" lang="zh-CN">
          {theirs.text}
        </pre>
      </details>
    </Panel>
  );
}
