import { documentList, householdList } from '../../archives/rules/lists.ts';
import type { Category } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { FileField } from '../kit/ui/form-file.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { type Option, SelectField } from '../kit/ui/form-select.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { setUpCrumb } from '../set-up/crumb.ts';
import type { Batch } from './batches.ts';
import { importWords } from './words.ts';

interface UploadProps {
  readonly form: FormState;
  /** What the reader uploaded within a day. */
  readonly batches: readonly Batch[];
  readonly hasHouseholds: boolean;
}

/** Chooses files to import: nothing is written by it. */
export function UploadPage({ form, batches, hasHouseholds }: UploadProps) {
  const { page } = form;
  const say = importWords(page.lang);
  return (
    <Frame page={page} title={say('title')} form={form} crumbs={setUpCrumb(page)}>
      <p>{say('intro')}</p>
      {hasHouseholds ? null : <NoHouseholds page={page} />}
      <PageForm form={form} action={paths.importCheck()} enctype="multipart/form-data">
        <FileField
          form={form}
          name="file"
          label={say('file')}
          hint={say('fileHint')}
          accept=".csv,.xlsx,.xls,text/csv"
          multiple
          required
        />
        <SelectField
          form={form}
          name="kind"
          label={say('kind')}
          hint={say('kindHint')}
          options={kindOptions(page)}
          empty={say('byName')}
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('check')}
          </Button>
        </FormActions>
      </PageForm>
      <Batches page={page} batches={batches} />
      <EmptyTables page={page} />
    </Frame>
  );
}

/** That rooms cannot be checked yet, and what to do about it. */
export function NoHouseholds({ page }: { page: Page }) {
  const say = importWords(page.lang);
  return (
    <Notice tone="warn" title={say('noHouseholds')}>
      <p>{say('noHouseholdsHelp')}</p>
    </Notice>
  );
}

function Batches({ page, batches }: { page: Page; batches: readonly Batch[] }) {
  const say = importWords(page.lang);
  if (batches.length === 0) return null;
  return (
    <DataTable
      caption={say('batches')}
      rows={batches}
      rowLink={({ id }) => paths.importBatch(id)}
      columns={[
        {
          title: say('batchAt'),
          cell: ({ at }) => localMinuteOf(at, page.document.timeZone),
        },
        {
          title: say('batchFiles'),
          cell: ({ files }) => {
            const file = files[0]?.name ?? '';
            return files.length < 2 ? file : say('batchMore', { file, count: files.length });
          },
          wide: true,
        },
        {
          title: say('batchState'),
          cell: ({ files }) =>
            files.every(({ report }) => report !== null) ? (
              <Tag tone="good">{say('batchDone')}</Tag>
            ) : (
              <Tag tone="neutral">{say('batchWaits')}</Tag>
            ),
        },
      ]}
    />
  );
}

function EmptyTables({ page }: { page: Page }) {
  const say = importWords(page.lang);
  const lists = [
    { code: 'households', title: titleOf(page, householdList) },
    { code: 'documents', title: titleOf(page, documentList) },
    ...page.document.categories.map((category) => ({
      code: category.code,
      title: `${category.code} ${titleOf(page, category)}`,
    })),
  ];
  return (
    <details class="empty-tables">
      <summary>{say('headsTitle')}</summary>
      <p class="quiet">{say('headsHelp')}</p>
      <ul>
        {lists.map(({ code, title }) => (
          <li>
            <a href={paths.emptyTable(code)} aria-label={say('headsLink', { title })}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function kindOptions(page: Page): Option[] {
  const say = importWords(page.lang);
  return [
    { value: 'households', title: say('households'), group: say('lists') },
    { value: 'documents', title: say('documents'), group: say('lists') },
    ...page.document.categories.map((category) => ({
      value: category.code,
      title: `${category.code} ${titleOf(page, category)}`,
      group: say('registers'),
    })),
  ];
}

function titleOf({ lang }: Page, { title, en }: Pick<Category, 'title' | 'en'>): string {
  return lang === 'en' ? en : title;
}
