import type { PersonEvent } from '../../access/person-history.ts';
import type { PersonView } from '../../access/queries.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { Timeline } from '../kit/ui/timeline.tsx';
import { DetailFields, heldPostTitle } from './post-fields.tsx';
import { placesFor } from './read-form.ts';
import { heldTitle, RoleFields } from './role-fields.tsx';
import { peopleWords } from './words.ts';

/** Adds somebody: who they are, what they may do, and a first password to hand over. */
export function AddPersonPage({ form }: { form: FormState }) {
  const { page } = form;
  const say = peopleWords(page.lang);
  return (
    <Frame page={page} title={say('add')} form={form} crumbs={crumbs(page)}>
      <PageForm form={form}>
        <TextField
          form={form}
          name="name"
          label={say('name')}
          hint={say('nameHint')}
          required
          autofocus
        />
        <TextField
          form={form}
          name="username"
          label={say('username')}
          hint={say('usernameHint')}
          required
        />
        <RoleFields form={form} />
        <DetailFields form={form} />
        <TextField
          form={form}
          name="password"
          label={say('password')}
          hint={say('passwordHint')}
          required
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('add')}
          </Button>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

interface PersonProps {
  readonly form: FormState;
  readonly person: PersonView;
  readonly events: readonly PersonEvent[];
}

/** One person: their roles, how they sign in, and what was changed about them. */
export function PersonPage({ form, person, events }: PersonProps) {
  const { page } = form;
  const say = peopleWords(page.lang);
  const { name, username, active } = person;
  const mine = placesFor(page);
  const mayChange = person.roles.every(({ site }) => mine.includes(site));
  const isSelf = page.personId === person.id;
  return (
    <Frame
      page={page}
      title={name}
      form={form}
      crumbs={crumbs(page)}
      badge={<Tag tone={active ? 'good' : 'neutral'}>{say(active ? 'active' : 'inactive')}</Tag>}
      actions={
        mayChange ? (
          <>
            <ButtonLink href={paths.learnerFile(username)}>{say('learning')}</ButtonLink>
            <ButtonLink href={paths.personPassword(username)}>{say('setPassword')}</ButtonLink>
            {isSelf ? null : (
              <ButtonLink kind={active ? 'danger' : 'plain'} href={paths.personActive(username)}>
                {say(active ? 'deactivate' : 'reactivate')}
              </ButtonLink>
            )}
          </>
        ) : undefined
      }
    >
      <p class="quiet">
        {say('username')} {username}
      </p>
      {isSelf ? <p class="quiet">{say('selfNote')}</p> : null}
      {mayChange ? (
        <PageForm form={form}>
          <RoleFields form={form} />
          <DetailFields form={form} />
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {say('savePerson')}
            </Button>
          </FormActions>
        </PageForm>
      ) : (
        <Notice tone="info" title={say('mayNot')}>
          <p>{person.roles.map((held) => heldTitle(page, held)).join('、')}</p>
        </Notice>
      )}
      <Panel title={say('history')}>
        <Timeline steps={events.map((event) => stepOf(page, event))} />
      </Panel>
    </Frame>
  );
}

const did = {
  'person.added': 'did_added',
  'person.roles-changed': 'did_roles',
  'person.posts-changed': 'did_posts',
  'person.email-changed': 'did_email',
  'person.password-changed': 'did_password',
  'person.deactivated': 'did_deactivated',
  'person.reactivated': 'did_reactivated',
} as const;

function stepOf(page: Page, event: PersonEvent) {
  const say = peopleWords(page.lang);
  const word = Object.entries(did).find(([kind]) => kind === event.kind)?.[1];
  const held = event.roles.map((text) => {
    const [role = '', site = ''] = text.split('@');
    return heldTitle(page, { role, site });
  });
  const posts = event.posts.map((text) => {
    const [post = '', site = ''] = text.split('@');
    return heldPostTitle(page, { post, site });
  });
  return {
    at: localMinuteOf(event.at, page.document.timeZone),
    instant: event.at,
    who: event.by,
    title: word === undefined ? event.kind : say(word),
    body: (
      <p class="quiet">
        {[...held, ...posts].join(page.lang === 'zh' ? '、' : ', ')}{' '}
        {say('seq', { seq: event.seq })}
      </p>
    ),
  };
}

/** A new password for somebody who has lost theirs. */
export function PasswordPage({ form, person }: { form: FormState; person: PersonView }) {
  const { page } = form;
  const say = peopleWords(page.lang);
  const { name, username } = person;
  return (
    <Frame
      page={page}
      title={say('newPasswordTitle', { name })}
      form={form}
      crumbs={[...crumbs(page), { title: name, href: paths.person(username) }]}
    >
      <Notice tone="warn" title={say('newPasswordHelp', { name })} />
      <PageForm form={form}>
        <TextField
          form={form}
          name="password"
          label={say('newPassword')}
          hint={say('passwordHint')}
          required
          autofocus
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('setPassword')}
          </Button>
          <ButtonLink href={paths.person(username)}>{say('backPlain')}</ButtonLink>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** What follows from taking somebody out of use, or from bringing them back. */
export function ActivePage({ form, person }: { form: FormState; person: PersonView }) {
  const { page } = form;
  const say = peopleWords(page.lang);
  const { name, username, active } = person;
  const consequences = ['deactivate1', 'deactivate2', 'deactivate3', 'deactivate4'] as const;
  return (
    <Frame
      page={page}
      title={say(active ? 'deactivateTitle' : 'reactivateTitle', { name })}
      form={form}
      crumbs={[...crumbs(page), { title: name, href: paths.person(username) }]}
    >
      {active ? (
        <Notice tone="warn" title={say('deactivateWhat')}>
          <ul>
            {consequences.map((key) => (
              <li>{say(key, { name })}</li>
            ))}
          </ul>
        </Notice>
      ) : (
        <p>{say('reactivateWhat', { name })}</p>
      )}
      <PageForm form={form}>
        <input type="hidden" name="active" value={active ? 'no' : 'yes'} />
        <FormActions>
          <Button kind={active ? 'danger' : 'primary'} hotkey="Ctrl+Enter">
            {say(active ? 'deactivateDo' : 'reactivate')}
          </Button>
          <ButtonLink href={paths.person(username)}>
            {say(active ? 'back' : 'backPlain')}
          </ButtonLink>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

function crumbs(page: Page) {
  return [{ title: peopleWords(page.lang)('title'), href: paths.people() }];
}
