import { siteChartsOf } from '../../catalogue/charts.ts';
import { compareTexts } from '../../policies/compare/compare.ts';
import type { PolicyView, VersionView } from '../../policies/model.ts';
import type { ReturnView } from '../../policies/queries/returns.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { type Step, Steps } from '../kit/ui/steps.tsx';
import { Clauses } from './clauses.tsx';
import { TextBody, TextContents } from './policy-text.tsx';
import { readText } from './read-text.ts';
import { minuteAt, VersionTag } from './titles.tsx';
import { VersionFacts } from './version-list.tsx';
import { versionWords } from './version-words.ts';
import { policyWords } from './words.ts';

/** A version with what its page shows beside it. */
export interface ShownVersion {
  readonly policy: PolicyView;
  readonly version: VersionView;
  /** What it is compared with: the version in force when it was written, or the one before. */
  readonly against: VersionView | undefined;
  readonly returns: readonly ReturnView[];
  /** Whether the reader wrote it. */
  readonly isOwn: boolean;
}

interface VersionProps extends ShownVersion {
  readonly form: FormState;
}

/** The way back from a version to its policy and the library. */
export function crumbsOf({ lang }: Page, { code, title }: { code: string; title: string }) {
  return [
    { title: policyWords(lang)('title'), href: paths.policies() },
    { title: `${code} ${title}`, href: paths.policy(code) },
  ];
}

/** One version: where it stands, what can be done with it, what it changes, what it says. */
export function VersionPage(props: VersionProps) {
  const { form, policy, version, against, returns } = props;
  const { page } = form;
  const say = versionWords(page.lang);
  const read = readText(version.text, policy.title, { charts: siteChartsOf(page.document) });
  return (
    <Frame
      page={page}
      form={form}
      title={say('versionTitle', { title: policy.title, version: version.version })}
      current="policies"
      crumbs={crumbsOf(page, policy)}
      badge={<VersionTag lang={page.lang} today={page.today} version={version} />}
    >
      <Steps lang={page.lang} steps={stepsOf(page, version)} />
      <NextStep {...props} />
      <div class="policy-columns">
        <TextContents read={read} lang={page.lang} />
        <div class="policy-main stack">
          {against === undefined ? (
            <p class="quiet">{say('firstVersion')}</p>
          ) : (
            <Panel title={say('differences', { version: against.version })} id="changes">
              <Clauses clauses={compareTexts(against.text, version.text)} lang={page.lang} />
            </Panel>
          )}
          <Panel title={say('readText')} id="text">
            <TextBody read={read} />
          </Panel>
        </div>
        <div class="policy-side">
          <Panel title={say('facts')}>
            <VersionFacts page={page} version={version} policy={policy} />
          </Panel>
          <Returns page={page} returns={returns} />
        </div>
      </div>
    </Frame>
  );
}

const order: readonly string[] = ['draft', 'in-review', 'approved', 'published'];

function stepsOf(page: Page, version: VersionView): Step[] {
  const say = versionWords(page.lang);
  const isOver = version.status === 'superseded' || version.status === 'retired';
  const at = isOver ? 3 : order.indexOf(version.status);
  const isBegun = version.inForceFrom !== null && version.inForceFrom <= page.today;
  const done = [true, at >= 1, at >= 2, at >= 3, isBegun];
  const now = done.indexOf(false);
  const { submittedBy, approvedBy, publishedBy } = version;
  const notes = [version.writtenBy, submittedBy, approvedBy, publishedBy, version.inForceFrom];
  return (['stepWrite', 'stepReview', 'stepApprove', 'stepPublish', 'stepForce'] as const).map(
    (title, index) => ({
      title: say(title),
      state: done[index] ? 'done' : index === now ? 'now' : 'ahead',
      note: notes[index] ?? undefined,
    }),
  );
}

/** What can be done next, or why the reader cannot do it. */
function NextStep({ form, policy, version, isOwn }: VersionProps) {
  const { page } = form;
  const say = versionWords(page.lang);
  const { code, status } = version;
  const newest = policy.versions.at(-1)?.version ?? version.version;
  const because = (words: string) => <p class="policy-because">{words}</p>;
  if (status === 'published' || status === 'superseded' || status === 'retired') {
    return (
      <FormActions>
        {because(say('publishedNote'))}
        {mayAt(page, 'policy.write') ? (
          <ButtonLink href={paths.writePolicy(code)}>{say('writeNext')}</ButtonLink>
        ) : null}
      </FormActions>
    );
  }
  if (newest > version.version) return because(say('newerWritten', { version: newest }));
  if (status === 'draft') {
    if (!mayAt(page, 'policy.write')) return because(say('whyNotSubmit'));
    return (
      <PageForm form={form} action={paths.submitPolicy(code, version.version)}>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('submit')}
          </Button>
          <ButtonLink href={paths.writePolicy(code)}>{say('writeNext')}</ButtonLink>
        </FormActions>
      </PageForm>
    );
  }
  if (status === 'in-review') {
    if (isOwn) return because(say('whyNotApproveOwn'));
    if (!mayAt(page, 'policy.approve')) return because(say('whyNotApprove'));
    return (
      <FormActions>
        <ButtonLink
          kind="primary"
          hotkey="Ctrl+Enter"
          href={paths.approvePolicy(code, version.version)}
        >
          {say('toApprove')}
        </ButtonLink>
      </FormActions>
    );
  }
  if (!mayAt(page, 'policy.publish')) return because(say('whyNotPublish'));
  return (
    <FormActions>
      <ButtonLink
        kind="primary"
        hotkey="Ctrl+Enter"
        href={paths.publishPolicy(code, version.version)}
      >
        {say('toPublish')}
      </ButtonLink>
    </FormActions>
  );
}

function Returns({ page, returns }: { readonly page: Page; returns: readonly ReturnView[] }) {
  if (returns.length === 0) return null;
  const say = versionWords(page.lang);
  return (
    <Panel title={say('returns')} tone="warn">
      <ul class="policy-facts">
        {returns.map(({ returnedBy: name, returnedAt, reason }) => (
          <li>
            <InChinese lang={page.lang}>
              {say('returnedBy', { name, at: minuteAt(page, returnedAt), reason })}
            </InChinese>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
