import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { monthWords } from './words.ts';

/** Asks what a bag is taken out for: it is complete and plain inside. */
export function TakePage(props: { form: FormState; month: string; file: string }) {
  const { form, month, file } = props;
  const { page } = form;
  const say = monthWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('takeTitle', { file })}
      current="search"
      crumbs={[
        { title: say('title'), href: paths.months() },
        { title: month, href: paths.month(month) },
      ]}
      form={form}
    >
      <PageForm form={form} takesFile>
        <Notice tone="warn" title={say('takeWarn')} />
        <TextField
          form={form}
          name="reason"
          label={say('takeReason')}
          hint={say('takeReasonHint')}
          maxlength={1000}
          wide
          required
          autofocus
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('take')}
          </Button>
          <a href={paths.month(month)}>{say('back', { month })}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
