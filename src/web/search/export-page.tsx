import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { ChoiceField } from '../kit/ui/form-choice.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import type { AskedSearch } from './asked.ts';
import { chipsOf } from './page.tsx';
import { searchWords } from './words.ts';

/** What is about to be exported, what it is for, and as what. */
export function ExportPage(props: { form: FormState; asked: AskedSearch; count: number }) {
  const { form, asked, count } = props;
  const { page } = form;
  const say = searchWords(page.lang);
  const conditions = chipsOf(page, asked).map(({ words }) => words);
  return (
    <Frame
      page={page}
      title={say('exportTitle')}
      current="search"
      crumbs={[{ title: say('title'), href: paths.search(asked.terms) }]}
      form={form}
    >
      <Facts
        pairs={[
          { label: say('exportWhat'), value: conditions.join(page.lang === 'zh' ? '；' : '; ') },
          { label: say('exportCount'), value: say('exportAbout', { count }) },
        ]}
      />
      <Notice tone="warn" title={say('exportMask')} />
      <PageForm form={form} takesFile>
        <TextField
          form={form}
          name="reason"
          label={say('exportReason')}
          hint={say('exportReasonHint')}
          maxlength={1000}
          wide
          required
          autofocus
        />
        <ChoiceField
          form={form}
          name="format"
          label={say('exportFormat')}
          options={[
            { value: 'csv', title: say('csv') },
            { value: 'jsonl', title: say('jsonl') },
          ]}
          required
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('exportGo')}
          </Button>
          <a href={paths.search(asked.terms)}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
