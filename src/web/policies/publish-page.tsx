import type { PolicyView, VersionView } from '../../policies/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { placeTitle, Zh } from './titles.tsx';
import { crumbsOf, type ShownVersion } from './version-page.tsx';
import { versionWords } from './version-words.ts';

interface PublishProps extends ShownVersion {
  readonly form: FormState;
}

/** Publication, with all that follows from it, to be checked before it is done. */
export function PublishPage({ form, policy, version }: PublishProps) {
  const { page } = form;
  const say = versionWords(page.lang);
  const { title, code } = policy;
  return (
    <Frame
      page={page}
      form={form}
      title={say('publishTitle', { title, version: version.version })}
      current="policies"
      crumbs={[
        ...crumbsOf(page, policy),
        {
          title: say('oldSide', { version: version.version }),
          href: paths.policyVersion(code, version.version),
        },
      ]}
    >
      <p>{say('publishLead')}</p>
      <Hands page={page} version={version} />
      <Consequences page={page} policy={policy} />
      <PageForm form={form} action={paths.publishPolicy(code, version.version)}>
        <TextField
          form={form}
          name="inForceFrom"
          label={say('from')}
          hint={say('fromHint')}
          type="date"
          min={page.today}
          required
          autofocus
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('publish')}
          </Button>
          <a href={paths.policyVersion(code, version.version)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** Who wrote and approved it, and why. */
function Hands({ page, version }: { readonly page: Page; readonly version: VersionView }) {
  const say = versionWords(page.lang);
  return (
    <Panel title={say('facts')}>
      <Facts
        pairs={[
          { label: say('writer'), value: <Zh>{version.writtenBy}</Zh> },
          { label: say('approver'), value: <Zh>{version.approvedBy ?? '—'}</Zh> },
          ...(version.reason === ''
            ? []
            : [{ label: say('reason'), value: <Zh>{version.reason}</Zh>, wide: true }]),
        ]}
      />
    </Panel>
  );
}

/** All that follows from a publication. */
function Consequences({ page, policy }: { readonly page: Page; readonly policy: PolicyView }) {
  const say = versionWords(page.lang);
  const { posted, places, inForce } = policy;
  return (
    <Panel title={say('follows')} tone="warn">
      <ul class="policy-follows">
        <li>
          {inForce === null ? say('followsFirst') : say('followsOld', { version: inForce.version })}
        </li>
        <li>
          {posted ? (
            <>
              {say('followsPosters', { count: places.length })}{' '}
              {places
                .map((place) => placeTitle(page, place))
                .join(page.lang === 'zh' ? '、' : ', ')}
            </>
          ) : (
            say('followsNoWalls')
          )}
        </li>
        <li>{say('followsLearn')}</li>
        <li>{say('followsSearch')}</li>
      </ul>
    </Panel>
  );
}
