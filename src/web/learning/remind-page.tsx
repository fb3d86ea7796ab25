import type { BehindLearner, ToRemind } from '../../learning/queries/behind.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { TicksField } from '../kit/ui/form-choice.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { learningWords } from './words.ts';

interface RemindProps {
  readonly form: FormState;
  readonly people: ToRemind;
}

/** Whom a reminder goes to, to be checked before it is sent. */
export function RemindPage({ form, people }: RemindProps) {
  const { page } = form;
  const say = learningWords(page.lang);
  const { due, withoutEmail, before } = people;
  const isNobody = due.length + withoutEmail.length + before.length === 0;
  return (
    <Frame
      page={page}
      form={form}
      title={say('remindTitle')}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.learning({ view: 'all' }) }]}
    >
      {isNobody ? (
        <Empty title={say('remindNone')}>
          <p>{say('remindNoneHelp')}</p>
          <ButtonLink href={paths.learning({ view: 'all' })}>{say('back')}</ButtonLink>
        </Empty>
      ) : (
        <>
          <p>{say('remindHelp')}</p>
          {page.document.mail.host === '' ? <Notice tone="warn" title={say('mailUnset')} /> : null}
          <SendForm form={form} due={due} />
          <Told page={page} title={say('remindBefore')} people={before} />
          <Told page={page} title={say('remindWithout')} people={withoutEmail} />
        </>
      )}
    </Frame>
  );
}

function SendForm({ form, due }: { form: FormState; due: readonly BehindLearner[] }) {
  const { page } = form;
  const say = learningWords(page.lang);
  if (due.length === 0) return <Notice tone="info" title={say('remindNobody')} />;
  const options = due.map(({ username, name, texts }) => ({
    value: username,
    title: name,
    hint: say('behindCount', { count: texts.length }),
  }));
  return (
    <PageForm form={form}>
      <TicksField form={form} name="people" label={say('remindWhom')} options={options} wide />
      <FormActions>
        <Button kind="primary" hotkey="Ctrl+Enter">
          {say('remindDo')}
        </Button>
        <ButtonLink href={paths.learning({ view: 'all' })}>{say('back')}</ButtonLink>
      </FormActions>
    </PageForm>
  );
}

function Told(props: { page: Page; title: string; people: readonly BehindLearner[] }) {
  const { page, title, people } = props;
  if (people.length === 0) return null;
  const say = learningWords(page.lang);
  return (
    <Panel title={title}>
      <ul>
        {people.map(({ username, name, texts }) => (
          <li>
            <a href={paths.learnerFile(username)}>{name}</a>{' '}
            <span class="quiet">{say('behindCount', { count: texts.length })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
