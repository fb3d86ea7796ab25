import type { AppError } from '../../core/app-error.ts';
import type { RecordView } from '../../records/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Notice } from '../kit/ui/panel.tsx';
import { AttachForm } from './show-attachments.tsx';
import { showWords } from './show-words.ts';

/** Attaching one file, where the record's own page could not take it. */
export function AttachPage(props: { page: Page; view: RecordView; error: AppError | null }) {
  const { page, view, error } = props;
  const say = showWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('attachTitle', { number: view.number })}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        { title: view.number, href: paths.record(view.number) },
      ]}
    >
      {view.status === 'void' ? (
        <Notice tone="bad" title={say('voidNotice')} />
      ) : (
        <AttachForm page={page} number={view.number} problem={error?.message} />
      )}
    </Frame>
  );
}
