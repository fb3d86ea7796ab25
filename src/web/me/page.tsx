import type { OwnSession } from '../../access/own-sessions.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { ChoiceField } from '../kit/ui/form-choice.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { TickField } from '../kit/ui/form-tick.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { heldTitle } from '../people/role-fields.tsx';
import { meWords } from './words.ts';

interface MeProps {
  /** How the pages are liked. */
  readonly liked: FormState;
  /** The change of one's password. */
  readonly password: FormState;
  readonly sessions: readonly OwnSession[];
}

/** One's own settings, password and sessions. */
export function MePage({ liked, password, sessions }: MeProps) {
  const { page } = liked;
  const say = meWords(page.lang);
  const { who } = page;
  const username = who.actor.kind === 'person' ? who.actor.username : '';
  const form = password.error === null ? liked : password;
  return (
    <Frame page={page} title={say('title')} form={form}>
      <Facts
        pairs={[
          { label: say('name'), value: who.name },
          { label: say('username'), value: username },
          {
            label: say('roles'),
            value: who.roles
              .map((held) => heldTitle(page, held))
              .join(page.lang === 'zh' ? '、' : ', '),
          },
        ]}
      />
      <p class="quiet">{say('nameHint')}</p>
      <Liked form={liked} />
      <Password form={password} />
      <Sessions form={liked} sessions={sessions} />
    </Frame>
  );
}

function Liked({ form }: { form: FormState }) {
  const say = meWords(form.page.lang);
  return (
    <Panel title={say('liked')}>
      <PageForm form={form} action={paths.me()}>
        <ChoiceField
          form={form}
          name="lang"
          label={say('lang')}
          options={[
            { value: 'zh', title: say('chinese') },
            { value: 'en', title: say('english') },
          ]}
        />
        <ChoiceField
          form={form}
          name="density"
          label={say('density')}
          hint={say('densityHint')}
          options={[
            { value: 'comfortable', title: say('comfortable') },
            { value: 'compact', title: say('compact') },
          ]}
        />
        <TickField
          form={form}
          name="shortcuts"
          label={say('shortcuts')}
          hint={say('shortcutsHint')}
        />
        <FormActions>
          <Button kind="primary">{say('save')}</Button>
        </FormActions>
      </PageForm>
    </Panel>
  );
}

function Password({ form }: { form: FormState }) {
  const say = meWords(form.page.lang);
  return (
    <Panel title={say('password')} id="password">
      <PageForm form={form} action={paths.changeOwnPassword()}>
        <TextField
          form={form}
          name="old"
          label={say('old')}
          type="password"
          autocomplete="current-password"
          required
        />
        <TextField
          form={form}
          name="password"
          label={say('new')}
          hint={say('newHint')}
          type="password"
          autocomplete="new-password"
          required
        />
        <TextField
          form={form}
          name="passwordAgain"
          label={say('again')}
          type="password"
          autocomplete="new-password"
          required
        />
        <FormActions>
          <Button kind="primary">{say('change')}</Button>
        </FormActions>
      </PageForm>
    </Panel>
  );
}

function Sessions({ form, sessions }: { form: FormState; sessions: readonly OwnSession[] }) {
  const { page } = form;
  const say = meWords(page.lang);
  const minute = (at: string) => localMinuteOf(at, page.document.timeZone);
  return (
    <Panel title={say('sessions')}>
      <DataTable
        caption={say('sessions')}
        captioned="unseen"
        rows={sessions}
        columns={[
          {
            title: say('opened'),
            cell: ({ openedAt, isCurrent }) => (
              <>
                {minute(openedAt)} {isCurrent ? <Tag tone="good">{say('here')}</Tag> : null}
              </>
            ),
          },
          { title: say('seen'), cell: ({ seenAt }) => minute(seenAt) },
          { title: say('expires'), cell: ({ expiresAt }) => minute(expiresAt) },
        ]}
      />
      {sessions.length < 2 ? (
        <p class="quiet">{say('onlyHere')}</p>
      ) : (
        <PageForm form={form} action={paths.closeOtherSessions()}>
          <p class="quiet">{say('sessionsHelp')}</p>
          <FormActions>
            <Button>{say('closeOthers')}</Button>
          </FormActions>
        </PageForm>
      )}
    </Panel>
  );
}
