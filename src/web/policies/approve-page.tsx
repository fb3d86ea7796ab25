import { compareTexts } from '../../policies/compare/compare.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { shortDigest } from '../kit/ui/short-digest.ts';
import { Clauses } from './clauses.tsx';
import { DecisionFrame, type DecisionProps } from './decision-frame.tsx';
import { PolicyText } from './policy-text.tsx';
import { versionWords } from './version-words.ts';

/** Approval: what changes and what it says, then the decision, bound to the text that was read. */
export function ApprovePage({ form, policy, version, against }: DecisionProps) {
  const { page } = form;
  const say = versionWords(page.lang);
  const { title, code } = policy;
  const hash = shortDigest(version.sha256);
  return (
    <DecisionFrame
      {...{ form, policy, version }}
      title="approveTitle"
      lead={say('approveLead', { hash })}
    >
      {against === undefined ? (
        <p class="quiet">{say('firstVersion')}</p>
      ) : (
        <Panel title={say('differences', { version: against.version })} id="changes">
          <Clauses clauses={compareTexts(against.text, version.text)} lang={page.lang} />
        </Panel>
      )}
      <Panel title={say('readText')} id="text">
        <PolicyText text={version.text} title={title} document={page.document} />
      </Panel>
      <div class="policy-decide">
        <Panel title={say('approve')} tone="good">
          <PageForm form={form} action={paths.approvePolicy(code, version.version)}>
            <input type="hidden" name="sha256" value={version.sha256} />
            <FormActions>
              <Button kind="primary" hotkey="Ctrl+Enter">
                {say('approve')}
              </Button>
            </FormActions>
          </PageForm>
        </Panel>
        <Panel title={say('returnTitle')} tone="warn">
          <PageForm form={form} action={paths.returnPolicy(code, version.version)}>
            <AreaField
              form={form}
              name="reason"
              label={say('returnReason')}
              hint={say('returnHint')}
              required
              maxlength={1000}
            />
            <FormActions>
              <Button kind="danger">{say('return')}</Button>
            </FormActions>
          </PageForm>
        </Panel>
      </div>
    </DecisionFrame>
  );
}
