import { AppError } from '../../core/app-error.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { ProgressBar } from '../kit/ui/progress.tsx';
import { FileReport, hasOddRooms } from './file-report.tsx';
import { FileTable, isClean } from './file-table.tsx';
import type { CheckedBatch, Running } from './run-import.ts';
import { NoHouseholds } from './upload-page.tsx';
import { importWords } from './words.ts';

interface BatchProps {
  readonly form: FormState;
  readonly checked: CheckedBatch;
  readonly running: Running | undefined;
  readonly hasHouseholds: boolean;
}

/** What an import would do, is doing, or has done, file by file. */
export function BatchPage(props: BatchProps) {
  const { form, checked, hasHouseholds } = props;
  const { page } = form;
  const say = importWords(page.lang);
  const { batch, files, next } = checked;
  const isLong = batch.files.length > shownWhole;
  const postponed = next.some((at) => batch.files[at]?.kind.list === 'households');
  return (
    <Frame
      page={page}
      title={say('report')}
      form={form}
      crumbs={[{ title: say('title'), href: paths.imports() }]}
    >
      <div id="import-next">
        {hasHouseholds || postponed || files.length === 0 ? null : <NoHouseholds page={page} />}
        <NextStep {...props} />
      </div>
      {isLong && files.length > 0 ? <FileTable page={page} checked={checked} /> : null}
      {batch.files.map((file, at) => {
        const one = files[at];
        if (isLong && one !== undefined && isClean(one)) return null;
        const isLater = postponed && !next.includes(at) && file.report === null;
        return one === undefined ? null : (
          <FileReport {...{ page, batch, file, at, checked: one, isLater }} />
        );
      })}
    </Frame>
  );
}

/** Up to so many files are shown whole; of more, those with something to put right. */
const shownWhole = 4;

/** The one thing to do now: wait, file, or go on. */
function NextStep({ form, checked, running }: Omit<BatchProps, 'hasHouseholds'>) {
  const { page } = form;
  const say = importWords(page.lang);
  const { batch, files, next } = checked;
  if (running !== undefined && !running.isOver) {
    return <Progress page={page} id={batch.id} running={running} />;
  }
  const sum = (places: readonly number[]) =>
    places.reduce((total, at) => total + (files[at]?.report?.filed ?? 0), 0);
  const isFirst = next.some((at) => batch.files[at]?.kind.list === 'households');
  const rest = batch.files.some(({ report }) => report === null);
  return (
    <>
      {running?.error === undefined ? null : <Failure page={page} error={running.error} />}
      {next.length === 0 ? (
        <Outcome page={page} checked={checked} />
      ) : (
        <PageForm form={form} action={paths.importBatch(batch.id)}>
          {isFirst && batch.files.length > 1 && rest ? (
            <p class="quiet">{say('fileHouseholdsHelp')}</p>
          ) : null}
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {say(isFirst && batch.files.length > 1 ? 'fileHouseholds' : 'fileAll', {
                count: sum(next),
              })}
            </Button>
            <ButtonLink href={paths.imports()}>{say('another')}</ButtonLink>
          </FormActions>
        </PageForm>
      )}
    </>
  );
}

function Outcome({ page, checked }: { page: Page; checked: CheckedBatch }) {
  const say = importWords(page.lang);
  const { batch, files } = checked;
  const isFiled = batch.files.some(({ report }) => report !== null);
  const total = (count: (at: number) => number) =>
    batch.files.reduce((sum, _, at) => sum + count(at), 0);
  const counts = {
    filed: total((at) => batch.files[at]?.report?.filed ?? 0),
    already: total((at) => files[at]?.report?.already ?? 0),
    rejected: total((at) => files[at]?.report?.rejectedRows ?? 0),
  };
  const isGood = isFiled || counts.already > 0;
  const isOdd = files.some(({ report }) => report !== undefined && hasOddRooms(report));
  const isLeft = isGood && counts.rejected > 0;
  const title = isLeft
    ? say('allButSome', { count: counts.rejected })
    : say(isGood ? 'allDone' : 'nothing');
  return (
    <Notice tone={isGood && !isLeft ? 'good' : 'warn'} title={title}>
      <p>{isGood ? say('allDoneHelp', counts) : say(isOdd ? 'oddRoomsHelp' : 'nothingHelp')}</p>
      {isLeft ? <p>{say('allButSomeHelp')}</p> : null}
      <div class="import-links">
        <ButtonLink href={paths.imports()}>{say('another')}</ButtonLink>
        {mayAt(page, 'catalogue.edit') ? (
          <ButtonLink href={paths.setUp()}>{say('backToSetUp')}</ButtonLink>
        ) : null}
        <ButtonLink href={paths.records()}>{say('toRecords')}</ButtonLink>
        <ButtonLink href={paths.archives()}>{say('toArchives')}</ButtonLink>
      </div>
    </Notice>
  );
}

function Progress({ page, id, running }: { page: Page; id: string; running: Running }) {
  const say = importWords(page.lang);
  const { file, done, total } = running;
  const path = paths.importBatch(id);
  return (
    <div
      hx-get={path}
      hx-trigger="every 2s"
      hx-select="#import-next"
      hx-target="#import-next"
      hx-swap="outerMorph"
    >
      <Notice tone="info" title={say('running')}>
        <ProgressBar value={done} max={Math.max(total, 1)} label={say('runningFile', { file })} />
        <p>{say('runningHelp')}</p>
        <ButtonLink href={path}>{say('renew')}</ButtonLink>
      </Notice>
    </div>
  );
}

function Failure({ page, error }: { page: Page; error: unknown }) {
  const say = importWords(page.lang);
  return (
    <Notice tone="bad" title={say('failed')}>
      <p>
        {error instanceof AppError ? (
          <InChinese lang={page.lang}>{error.message}</InChinese>
        ) : (
          say('fault')
        )}
      </p>
      <p>{say('failedHelp')}</p>
    </Notice>
  );
}
