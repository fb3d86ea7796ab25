import type { PolicyLine, PolicyView } from '../../policies/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { ChoiceField, TicksField } from '../kit/ui/form-choice.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { SecondSignature } from '../kit/ui/form-signature.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { postTitle } from '../posts/post-title.ts';
import { setUpCrumb } from '../set-up/crumb.ts';
import { keepingWords } from './keeping-words.ts';
import { placeTitle } from './titles.tsx';
import { crumbsOf } from './version-page.tsx';
import { versionWords } from './version-words.ts';
import { policyWords } from './words.ts';

function libraryCrumb({ lang }: Page) {
  return [{ title: policyWords(lang)('title'), href: paths.policies() }];
}

function placesOf(page: Page) {
  return page.document.places.map(({ code }) => ({ value: code, title: placeTitle(page, code) }));
}

/** Adds a policy. */
export function NewPolicyPage({ form }: { readonly form: FormState }) {
  const { page } = form;
  const say = keepingWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      title={say('newTitle')}
      current="policies"
      crumbs={libraryCrumb(page)}
    >
      <p>{say('newLead')}</p>
      <PageForm form={form} action={paths.newPolicy()} draft="policy-new">
        <Fields>
          <TextField form={form} name="title" label={say('title')} required autofocus />
          <TextField form={form} name="code" label={say('code')} hint={say('codeHint')} />
          <TextField
            form={form}
            name="department"
            label={say('department')}
            hint={say('departmentHint')}
            list={page.document.departments}
            required
          />
          <TextField form={form} name="source" label={say('source')} hint={say('sourceHint')} />
          <SelectField
            form={form}
            name="post"
            label={say('post')}
            hint={say('postHint')}
            empty={say('noPost')}
            options={page.document.posts.map(({ code }) => ({
              value: code,
              title: postTitle(page, code),
            }))}
          />
        </Fields>
        <ChoiceField
          form={form}
          name="posted"
          label={say('posted')}
          options={[
            { value: 'yes', title: say('postedYes'), hint: say('postedYesHint') },
            { value: 'no', title: say('postedNo'), hint: say('postedNoHint') },
          ]}
          required
          wide
        />
        <TicksField form={form} name="places" label={say('places')} options={placesOf(page)} wide />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('add')}
          </Button>
          <a href={paths.policies()}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

interface AdoptProps {
  readonly form: FormState;
  /** Policies with a text of which no version was ever published. */
  readonly drafts: readonly PolicyLine[];
}

/** Bulk adoption, with what follows from it, signed by two. */
export function AdoptPage({ form, drafts }: AdoptProps) {
  const { page } = form;
  const say = keepingWords(page.lang);
  const walls = drafts.filter(({ posted }) => posted).length;
  return (
    <Frame
      page={page}
      form={form}
      title={say('adoptTitle')}
      current="policies"
      crumbs={[...setUpCrumb(page), ...libraryCrumb(page)]}
    >
      <p>{say('adoptLead')}</p>
      {drafts.length === 0 ? (
        <Empty title={say('adoptNone')}>
          <p>{say('adoptNoneHelp')}</p>
        </Empty>
      ) : (
        <PageForm form={form} action={paths.adoptPolicies()}>
          <div class="policy-picks field-wide">
            <TicksField
              form={form}
              name="codes"
              label={say('pick')}
              options={drafts.map(({ code, title, latest }) => ({
                value: code,
                title: `${code} ${title}`,
                hint: say('version', { version: latest?.version ?? 1 }),
              }))}
              required
              wide
            />
          </div>
          <TextField
            form={form}
            name="from"
            label={say('from')}
            hint={say('fromHint')}
            type="date"
            max={page.today}
            required
          />
          <Panel title={say('follows')} tone="warn">
            <ul class="policy-follows">
              <li>{say('followsForce')}</li>
              <li>{say('followsWalls', { count: walls })}</li>
              <li>{say('followsHands')}</li>
            </ul>
          </Panel>
          <SecondSignature form={form} />
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {say('adopt')}
            </Button>
            <a href={paths.policies()}>{say('cancel')}</a>
          </FormActions>
        </PageForm>
      )}
    </Frame>
  );
}

interface PolicyFormProps {
  readonly form: FormState;
  readonly policy: PolicyView;
}

/** Ends a policy. */
export function RetirePage({ form, policy }: PolicyFormProps) {
  const { page } = form;
  const say = versionWords(page.lang);
  const { code, title, places } = policy;
  return (
    <Frame
      page={page}
      form={form}
      title={say('retireTitle', { title })}
      current="policies"
      crumbs={crumbsOf(page, policy)}
    >
      <p>{say('retireLead')}</p>
      {places.length === 0 ? null : (
        <p>
          {say('retireFollows')}{' '}
          {places.map((place) => placeTitle(page, place)).join(page.lang === 'zh' ? '、' : ', ')}
        </p>
      )}
      <PageForm form={form} action={paths.retirePolicy(code)}>
        <TextField
          form={form}
          name="on"
          label={say('retireOn')}
          type="date"
          min={page.today}
          required
          autofocus
        />
        <AreaField form={form} name="reason" label={say('retireReason')} required />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {say('retire')}
          </Button>
          <a href={paths.policy(code)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** Sets the walls at which a ※ policy must hang. */
export function PlacesPage({ form, policy }: PolicyFormProps) {
  const { page } = form;
  const say = versionWords(page.lang);
  const { code, title } = policy;
  return (
    <Frame
      page={page}
      form={form}
      title={say('placesTitle', { title })}
      current="policies"
      crumbs={crumbsOf(page, policy)}
    >
      <p>{say('placesLead')}</p>
      <PageForm form={form} action={paths.policyPlaces(code)}>
        <TicksField
          form={form}
          name="places"
          label={say('places')}
          options={placesOf(page)}
          required
          wide
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save2')}
          </Button>
          <a href={paths.policy(code)}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
