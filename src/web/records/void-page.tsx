import type { Category } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { RecordView } from '../../records/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { VoidForm } from '../kit/ui/void-form.tsx';
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
      <VoidForm
        form={form}
        back={paths.record(view.number)}
        facts={[
          { label: say('category'), value: titleIn(page.lang, category) },
          { label: say('matter'), value: view.title },
          { label: say('filed'), value: filed },
          { label: say('corrections'), value: String(view.corrections.length) },
        ]}
        words={{
          help: say('voidHelp'),
          what: say('voidWhat'),
          reason: say('voidReason'),
          reasonHint: say('voidReasonHint'),
          sign: say('voidSign'),
          submit: say('voidDo'),
          back: say('back'),
        }}
      />
    </Frame>
  );
}
