import type { MonthDraft } from '../../bundles/model.ts';
import { actorText } from '../../core/actor.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { FieldGroup } from '../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { PasswordAgain, SecondSignature } from '../kit/ui/form-signature.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { SealMark } from '../kit/ui/seal-mark.tsx';
import { uiWords } from '../kit/ui/words.ts';
import { blockerTitle, Subjects } from './blockers.tsx';
import type { FirstSignature } from './reasons.ts';
import { monthWords } from './words.ts';

interface SealProps {
  readonly form: FormState;
  readonly draft: MonthDraft;
  readonly first: FirstSignature | undefined;
}

/** Everything that is about to be sealed, once more, and the signatures under it. */
export function SealPage({ form, draft, first }: SealProps) {
  const { page } = form;
  const say = monthWords(page.lang);
  const { month, supplement } = draft;
  const isMine = first?.by === actorText(page.who.actor);
  const isSecond = first !== undefined && !isMine;
  return (
    <Frame
      page={page}
      title={
        supplement === 0
          ? say('sealTitle', { month })
          : say('sealNextTitle', { month, number: supplement })
      }
      current="search"
      crumbs={[
        { title: say('title'), href: paths.months() },
        { title: month, href: paths.month(month) },
      ]}
      form={form}
    >
      <PageForm form={form}>
        <Panel title={say('sealCheck')}>
          <p>
            <strong>{month}</strong>{' '}
            {(['records', 'corrections', 'attachments', 'orders'] as const)
              .map((what) => say(what, { count: draft[what] }))
              .join(' · ')}
          </p>
          <Notice tone="warn" title={say('sealWarn')} />
        </Panel>
        <Reasons form={form} draft={draft} isSecond={isSecond} />
        <Panel title={say('stepSign')}>
          {first === undefined ? null : (
            <SealMark
              name={first.name}
              at={localMinuteOf(first.at, page.document.timeZone)}
              note={say('proposed')}
            />
          )}
          {isMine ? <p>{say('proposedMine')}</p> : null}
          <PasswordAgain form={form} />
          {isSecond ? null : <SecondNow form={form} must={isMine} />}
        </Panel>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say(isSecond || isMine ? 'signSecond' : 'sign')}
          </Button>
          <a href={paths.month(month)}>{say('back', { month })}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** A reason for each kind of thing that is still open. */
function Reasons(props: { form: FormState; draft: MonthDraft; isSecond: boolean }) {
  const { form, draft, isSecond } = props;
  const { page } = form;
  const say = monthWords(page.lang);
  if (draft.blockers.length === 0) return null;
  return (
    <Panel title={say('exceptionsTitle')} tone="warn">
      {isSecond ? <p>{say('sameReasons')}</p> : null}
      {draft.blockers.map((blocker, index) => (
        <div class="blocker">
          <AreaField
            form={form}
            name={`reasons.${blocker.code}`}
            label={say('reasonFor', {
              title: blockerTitle(page, blocker),
              count: blocker.subjects.length,
            })}
            hint={say('reasonHint')}
            rows={2}
            maxlength={2000}
            required
            autofocus={index === 0}
          />
          <Subjects
            page={page}
            month={draft.month}
            code={blocker.code}
            subjects={blocker.subjects}
          />
        </div>
      ))}
    </Panel>
  );
}

function SecondNow({ form, must }: { form: FormState; must: boolean }) {
  const say = monthWords(form.page.lang);
  if (must) return <SecondSignature form={form} />;
  const t = uiWords(form.page.lang);
  const field = { form, name: 'approver', label: say('secondTitle'), hint: say('secondHint') };
  return (
    <FieldGroup field={field} wide={true}>
      <div class="signing fields">
        <TextField form={form} name="approver.username" label={t('username')} />
        <TextField
          form={form}
          name="approver.password"
          label={t('password')}
          type="password"
          autocomplete="new-password"
        />
      </div>
    </FieldGroup>
  );
}
