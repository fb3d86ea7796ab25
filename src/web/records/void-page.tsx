import type { Category } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { RecordView } from '../../records/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SecondSignature } from '../kit/ui/form-signature.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { correctWords } from './correct-words.ts';
import { StateTag } from './show-page.tsx';
import { titleIn } from './titles.ts';

/** What is about to be voided, why, and who approves it. */
export function VoidPage(props: { form: FormState; view: RecordView; category: Category }) {
  const { form, view, category } = props;
  const { page } = form;
  const say = correctWords(page.lang);
  const filed = `${localMinuteOf(view.filedAt, page.document.timeZone)} ${view.filedBy}`;
  return (
    <Frame
      page={page}
      form={form}
      title={say('void', { number: view.number })}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        { title: view.number, href: paths.record(view.number) },
      ]}
      badge={<StateTag page={page} view={view} />}
    >
      <Notice tone="warn" title={say('voidHelp')} />
      <Panel title={say('voidWhat')}>
        <Facts
          pairs={[
            { label: say('category'), value: titleIn(page.lang, category) },
            { label: say('matter'), value: view.title },
            { label: say('filed'), value: filed },
            { label: say('corrections'), value: String(view.corrections.length) },
          ]}
        />
      </Panel>
      <PageForm form={form}>
        <TextField
          form={form}
          name="reason"
          label={say('voidReason')}
          hint={say('voidReasonHint')}
          wide
          required
          autofocus={form.error === null || undefined}
        />
        <SecondSignature form={form} hint={say('voidSign')} />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {say('voidDo')}
          </Button>
          <a href={paths.record(view.number)}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
