import type { Category } from '../../catalogue/model.ts';
import type { RecordView } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { InChinese } from '../kit/ui/form-field.tsx';
import { showWords } from './show-words.ts';
import { headIn } from './titles.ts';

type Correction = RecordView['corrections'][number];

/** What one correction changed, the old words struck through, and why. */
export function ChangesList(props: { page: Page; category: Category; correction: Correction }) {
  const { page, category, correction } = props;
  return (
    <>
      <ul class="changes">
        {Object.entries(correction.changes).map(([name, { from, to }]) => (
          <li>
            <span class="quiet">{headOf(page, category, name)}</span>{' '}
            {from === null ? null : <del>{String(from)}</del>}{' '}
            {to === null ? (
              <span class="quiet">{showWords(page.lang)('emptied')}</span>
            ) : (
              <ins>{String(to)}</ins>
            )}
          </li>
        ))}
      </ul>
      <p class="quiet">
        <InChinese lang={page.lang}>{correction.reason}</InChinese>
      </p>
    </>
  );
}

/** What a field is called on the page. */
export function headOf(page: Page, category: Category, name: string): string {
  const field = category.fields.find((one) => one.name === name);
  return field === undefined ? name : headIn(page.lang, field);
}
