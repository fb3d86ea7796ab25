import type { FileLine, TrainingFile } from '../../training/model/views.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { trainingCrumb } from './crumbs.ts';
import { Came, Score, Verdict } from './result-table.tsx';
import { sessionWordsOf } from './session-words.ts';
import { sheetWords } from './sheet-words.ts';
import { SessionTitle } from './titles.tsx';

interface FileProps {
  readonly page: Page;
  readonly file: TrainingFile;
}

/** A person's training file, as one sheet that can be printed and signed. */
export function FilePage({ page, file }: FileProps) {
  const { lang } = page;
  const sheet = sheetWords(lang);
  const own = page.who.actor.kind === 'person' && page.who.actor.username === file.username;
  return (
    <Frame
      page={page}
      title={own ? sheet('fileOwn') : sheet('fileTitle', { name: file.name })}
      current="policies"
      crumbs={[
        trainingCrumb(page),
        ...(mayAt(page, 'person.read') && mayAt(page, 'person.add') && !own
          ? [{ title: file.name, href: paths.person(file.username) }]
          : []),
      ]}
      badge={file.active ? undefined : <Tag tone="neutral">{sheet('inactive')}</Tag>}
    >
      <p class="quiet screen-only">{sheet('printHelp')}</p>
      <article class="paper">
        <header>
          <p class="paper-number" lang="zh-CN">
            {file.name}
          </p>
          <p>
            <InChinese lang={lang}>{page.document.company}</InChinese>{' '}
            <span class="number">{file.username}</span>
          </p>
          <p>{sheet('fileUse')}</p>
        </header>
        <Years page={page} file={file} />
        <Sessions page={page} file={file} />
        <Learned page={page} file={file} />
        <div class="sign-lines">
          <p class="sign-line">{sheet('learnerSign')}</p>
          <p class="sign-line">{sheet('keeperSign')}</p>
        </div>
        <p class="paper-foot">
          {sheet('printedAt', { at: minuteAt(page, page.now), by: page.who.name })}
        </p>
      </article>
    </Frame>
  );
}

function Years({ page, file }: FileProps) {
  const sheet = sheetWords(page.lang);
  return (
    <section>
      <h2>{sheet('years')}</h2>
      <p class="quiet">{sheet('yearsHelp')}</p>
      <DataTable
        caption={sheet('years')}
        captioned="unseen"
        rows={file.years}
        empty={
          <Empty title={sheet('fileNone')}>
            <p>{sheet('fileNoneHelp')}</p>
          </Empty>
        }
        columns={[
          { title: sheet('year'), cell: ({ year }) => year },
          {
            title: sheet('hours'),
            numeric: true,
            cell: ({ minutes }) => (
              <a href={`#sessions`}>{(minutes / 60).toFixed(1).replace(/\.0$/, '')}</a>
            ),
          },
          { title: sheet('attended'), numeric: true, cell: ({ attended }) => attended },
          {
            title: sheet('rate'),
            numeric: true,
            cell: ({ expected, expectedPresent }) =>
              expected === 0
                ? '—'
                : `${expectedPresent}/${expected} = ${Math.floor((expectedPresent / expected) * 100)}%`,
          },
          { title: sheet('average'), numeric: true, cell: ({ average }) => average ?? '—' },
          { title: sheet('failedCount'), numeric: true, cell: ({ failed }) => failed },
        ]}
      />
    </section>
  );
}

function Sessions({ page, file }: FileProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const sheet = sheetWords(lang);
  if (file.sessions.length === 0) return null;
  const result = (line: FileLine, Cell: typeof Score) =>
    line.result === null ? '—' : <Cell page={page} one={line.result} />;
  return (
    <section id="sessions">
      <h2>{sheet('fileSessions')}</h2>
      <DataTable
        caption={sheet('fileSessions')}
        captioned="unseen"
        rows={file.sessions}
        columns={[
          {
            title: say('when'),
            cell: ({ session }) => (
              <a class="unbroken" href={paths.session(session.id)}>
                {minuteAt(page, session.startsAt)}
              </a>
            ),
          },
          {
            title: say('training'),
            cell: ({ session, part, counts }) => (
              <>
                <SessionTitle lang={lang} line={session} />{' '}
                {part === 'attended' ? null : (
                  <Tag tone={part === 'missed' ? 'warn' : 'info'}>{sheet(`part_${part}`)}</Tag>
                )}{' '}
                {counts ? null : <span class="quiet">{sheet('uncounted')}</span>}
              </>
            ),
          },
          { title: say('came'), wide: true, cell: (line) => result(line, Came) },
          {
            title: say('score'),
            numeric: true,
            cell: (line) => (
              <>
                {result(line, Score)} {line.result === null ? null : result(line, Verdict)}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

function Learned({ page, file }: FileProps) {
  const { lang } = page;
  const sheet = sheetWords(lang);
  return (
    <section>
      <h2>{sheet('learned')}</h2>
      <DataTable
        caption={sheet('learned')}
        captioned="unseen"
        rows={file.learned}
        empty={<p class="quiet">{sheet('learnedNone')}</p>}
        columns={[
          {
            title: sheet('policy'),
            wide: true,
            cell: ({ code, title }) => (
              <>
                <a href={paths.policy(code)}>{code}</a> <InChinese lang={lang}>{title}</InChinese>
              </>
            ),
          },
          { title: sheet('version'), numeric: true, cell: ({ version }) => version },
          {
            title: sheet('learnedHow'),
            cell: ({ how, source }) =>
              how === 'training' && source !== '' ? (
                <a href={paths.session(source)}>{sheet('learned_training')}</a>
              ) : (
                sheet('learned_reading')
              ),
          },
          {
            title: sheet('learnedAt'),
            cell: ({ at }) => <span class="unbroken">{minuteAt(page, at)}</span>,
          },
        ]}
      />
    </section>
  );
}
