import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { DecisionFrame, type DecisionProps } from './decision-frame.tsx';
import type { Consequences } from './read-consequences.ts';
import { placeTitle } from './titles.tsx';
import { versionWords } from './version-words.ts';

interface PublishProps extends DecisionProps {
  /** What follows if it comes into force on the day in the form. */
  readonly follows: Consequences;
}

/** Publication, with all that follows from it, to be checked before it is done. */
export function PublishPage({ form, policy, version, follows }: PublishProps) {
  const { page } = form;
  const say = versionWords(page.lang);
  const { code } = policy;
  const action = paths.publishPolicy(code, version.version);
  return (
    <DecisionFrame {...{ form, policy, version }} title="publishTitle" lead={say('publishLead')}>
      <PageForm form={form} action={action}>
        <div
          hx-get={action}
          hx-trigger="change"
          hx-include="find input"
          hx-select="#follows"
          hx-target="#follows"
          hx-swap="outerHTML"
        >
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
        </div>
        <div id="follows">
          <input type="hidden" name="checked" value={follows.inForceFrom} />
          <Panel title={say('followsOn', { day: follows.inForceFrom })} tone="warn">
            <ConsequenceList page={page} follows={follows} />
          </Panel>
        </div>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('publish')}
          </Button>
          <a href={paths.policyVersion(code, version.version)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </DecisionFrame>
  );
}

/** All that follows from a publication, a sentence each. */
function ConsequenceList(props: { readonly page: Page; readonly follows: Consequences }) {
  const { page, follows } = props;
  const say = versionWords(page.lang);
  const { ends, posters, learning, handbook, prices, dutiesOf } = follows;
  const isLone = page.document.sites.length === 1;
  const post = page.document.posts.find(({ code }) => code === dutiesOf);
  return (
    <ul class="policy-follows">
      <li>{ends === null ? say('followsFirst') : say('followsOld', { version: ends })}</li>
      {posters.length === 0 ? (
        <li>{say('followsNoWalls')}</li>
      ) : (
        <li>
          {say('followsPosters', { count: posters.length })}
          <ul>
            {posters.map(({ site, place, hanging }) => (
              <li>
                {isLone ? null : `${site} · `}
                {placeTitle(page, place)}
                <span class="quiet">
                  {' '}
                  {hanging === null
                    ? say('hangsNothing')
                    : say('hangsVersion', { version: hanging })}
                </span>
              </li>
            ))}
          </ul>
        </li>
      )}
      <li>{say('followsLearn', { count: learning.people, day: learning.dueOn })}</li>
      {dutiesOf === null ? null : (
        <li>
          {say('followsDuties', {
            post: (page.lang === 'zh' ? post?.title : post?.en) ?? dutiesOf,
          })}
        </li>
      )}
      {handbook ? <li>{say('followsHandbook')}</li> : null}
      {prices ? <li>{say('followsPrices')}</li> : null}
      <li>{say('followsSearch')}</li>
    </ul>
  );
}
