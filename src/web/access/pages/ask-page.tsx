import { AccessPurpose } from '../../../archives/model.ts';
import { askableFields } from '../../../archives/rules/lists.ts';
import { purposeIn } from '../../archives/titles.ts';
import type { FormState } from '../../kit/page/form.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import { paths } from '../../kit/page/paths.ts';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { AreaField } from '../../kit/ui/form-area.tsx';
import { ChoiceField, TicksField } from '../../kit/ui/form-choice.tsx';
import { FormActions, PageForm } from '../../kit/ui/form-page.tsx';
import { headIn } from '../../records/titles.ts';
import { accessWords } from '../words.ts';

/** What stands for all fields among those that can be ticked. */
export const allFields = '*';

/** The form of a request: which fields, what for, why, and for how long. */
export function AskPage({ form, room }: { form: FormState; room: string }) {
  const { page } = form;
  const { lang } = page;
  const say = accessWords(lang);
  const reads = mayAt(page, 'archive.read');
  const back = reads ? paths.archive(room) : paths.accessRequests();
  const crumbs = reads
    ? [
        { title: say('archives'), href: paths.archives() },
        { title: room, href: back },
      ]
    : [{ title: say('title'), href: back }];
  return (
    <Frame
      page={page}
      title={say('askTitle', { room })}
      current={reads ? 'archives' : undefined}
      crumbs={crumbs}
      form={form}
    >
      <p>{say('askNote')}</p>
      <PageForm form={form} action={paths.askAccess(room)} draft={paths.askAccess(room)}>
        <AskFields form={form} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('send')}
          </Button>
          <ButtonLink href={back}>{say('cancel')}</ButtonLink>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

function AskFields({ form }: { form: FormState }) {
  const { lang } = form.page;
  const say = accessWords(lang);
  return (
    <>
      <TicksField
        form={form}
        name="fields"
        label={say('fields')}
        hint={say('fieldsHint')}
        required
        wide
        options={[
          ...askableFields.map((field) => ({ value: field.name, title: headIn(lang, field) })),
          { value: allFields, title: say('allFields') },
        ]}
      />
      <ChoiceField
        form={form}
        name="purpose"
        label={say('purposeLabel')}
        required
        wide
        options={AccessPurpose.options.map((value) => ({
          value,
          title: purposeIn(lang, value),
        }))}
      />
      <AreaField
        form={form}
        name="reason"
        label={say('reason')}
        hint={say('reasonHint')}
        required
        maxlength={1000}
      />
      <ChoiceField
        form={form}
        name="minutes"
        label={say('minutesLabel')}
        hint={say('minutesHint')}
        required
        options={[
          { value: '15', title: say('minutes15') },
          { value: '30', title: say('minutes30') },
        ]}
      />
    </>
  );
}
