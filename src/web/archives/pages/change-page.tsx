import type { HouseholdView } from '../../../archives/model.ts';
import { askableFields } from '../../../archives/rules/lists.ts';
import type { Field } from '../../../catalogue/model.ts';
import type { FormState } from '../../kit/page/form.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { paths } from '../../kit/page/paths.ts';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { AreaField } from '../../kit/ui/form-area.tsx';
import { Fields, FormActions, PageForm } from '../../kit/ui/form-page.tsx';
import { SelectField } from '../../kit/ui/form-select.tsx';
import { TextField } from '../../kit/ui/form-text.tsx';
import { Notice } from '../../kit/ui/panel.tsx';
import { headIn } from '../../records/titles.ts';
import { paperWords } from '../paper-words.ts';

interface ChangePageProps {
  readonly form: FormState;
  readonly household: HouseholdView;
  readonly papers: number;
}

/** A change of owner, with what follows from it. */
export function ChangePage({ form, household, papers }: ChangePageProps) {
  const { page } = form;
  const say = paperWords(page.lang);
  const { room, owner } = household;
  return (
    <Frame
      page={page}
      title={say('changeTitle', { room })}
      current="archives"
      crumbs={[
        { title: say('archives'), href: paths.archives() },
        { title: room, href: paths.archive(room) },
      ]}
      form={form}
    >
      <Notice tone="warn" title={say('changeNote', { owner, count: papers })}>
        <p>{say('changeHint')}</p>
      </Notice>
      <PageForm form={form} action={paths.changeOwner(room)}>
        <Fields>
          {askableFields.map((field, index) => (
            <OwnerField form={form} field={field} isFirst={index === 0} />
          ))}
        </Fields>
        <AreaField
          form={form}
          name="reason"
          label={say('changeReason')}
          hint={say('changeReasonHint')}
          required
          rows={2}
          maxlength={1000}
        />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {say('change')}
          </Button>
          <ButtonLink href={paths.archive(room)}>{say('cancel')}</ButtonLink>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

function OwnerField(props: { form: FormState; field: Field; isFirst: boolean }) {
  const { form, field, isFirst } = props;
  const { lang } = form.page;
  const say = paperWords(lang);
  const common = { form, name: field.name, label: headIn(lang, field) };
  if (field.type === 'choice') {
    const options = (field.choices ?? []).map((value) => ({ value, title: value }));
    return <SelectField {...common} options={options} empty={say('notChosen')} />;
  }
  if (field.type === 'yes-no') {
    const options = [
      { value: '是', title: say('yes') },
      { value: '否', title: say('no') },
    ];
    return <SelectField {...common} options={options} empty={say('notChosen')} />;
  }
  const types = { date: 'date', phone: 'tel' } as const;
  const type = field.type in types ? types[field.type as keyof typeof types] : 'text';
  return (
    <TextField
      {...common}
      type={type}
      unit={lang === 'zh' ? field.unit : undefined}
      required={field.name === '业主姓名'}
      autofocus={isFirst}
    />
  );
}
