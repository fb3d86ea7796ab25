import type { FileLine, TrainingFile } from '../../training/model/views.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { Came, Score, Verdict } from './result-table.tsx';
import { trainingCrumb } from './series-pages.tsx';
import { sessionWordsOf } from './session-words.ts';
import { minuteAt, SessionTitle } from './titles.tsx';

interface FileProps {
  readonly page: Page;
  readonly file: TrainingFile;
}

/** A person's training file, as one sheet that can be printed and signed. */
export function FilePage({ page, file }: FileProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const own = page.who.actor.kind === 'person' && page.who.actor.username === file.username;
  return (
    <Frame
      page={page}
      title={own ? say('fileOwn') : say('fileTitle', { name: file.name })}
      current="policies"
      crumbs={[
        trainingCrumb(page),
        ...(mayAt(page, 'person.read') && mayAt(page, 'person.add') && !own
          ? [{ title: file.name, href: paths.person(file.username) }]
          : []),
      ]}
      badge={file.active ? undefined : <Tag tone="neutral">{say('inactive')}</Tag>}
    >
      <p class="quiet screen-only">{say('printHelp')}</p>
      <article class="paper">
        <header>
          <p class="paper-number" lang="zh-CN">
            {file.name}
          </p>
          <p>
            <InChinese lang={lang}>{page.document.company}</InChinese>{' '}
            <span class="number">{file.username}</span>
          </p>
          <p>{say('fileUse')}</p>
        </header>
        <Years page={page} file={file} />
        <Sessions page={page} file={file} />
        <Learned page={page} file={file} />
        <div class="sign-lines">
          <p class="sign-line">{say('learnerSign')}</p>
          <p class="sign-line">{say('keeperSign')}</p>
        </div>
        <p class="paper-foot">
          {say('printedAt', { at: minuteAt(page, page.now), by: page.who.name })}
        </p>
      </article>
    </Frame>
  );
}

function Years({ page, file }: FileProps) {
  const say = sessionWordsOf(page.lang);
  return (
    <section>
      <h2>{say('years')}</h2>
      <p class="quiet">{say('yearsHelp')}</p>
      <DataTable
        caption={say('years')}
        rows={file.years}
        empty={
          <Empty title={say('fileNone')}>
            <p>{say('fileNoneHelp')}</p>
          </Empty>
        }
        columns={[
          { title: say('year'), cell: ({ year }) => year },
          {
            title: say('hours'),
            numeric: true,
            cell: ({ minutes }) => (
              <a href={`#sessions`}>{(minutes / 60).toFixed(1).replace(/\.0$/, '')}</a>
            ),
          },
          { title: say('attended'), numeric: true, cell: ({ attended }) => attended },
          {
            title: say('rate'),
            numeric: true,
            cell: ({ expected, expectedPresent }) =>
              expected === 0
                ? '—'
                : `${expectedPresent}/${expected} = ${Math.floor((expectedPresent / expected) * 100)}%`,
          },
          { title: say('average'), numeric: true, cell: ({ average }) => average ?? '—' },
          { title: say('failedCount'), numeric: true, cell: ({ failed }) => failed },
        ]}
      />
    </section>
  );
}

function Sessions({ page, file }: FileProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  if (file.sessions.length === 0) return null;
  const result = (line: FileLine, Cell: typeof Score) =>
    line.result === null ? '—' : <Cell page={page} one={line.result} />;
  return (
    <section id="sessions">
      <h2>{say('fileSessions')}</h2>
      <DataTable
        caption={say('fileSessions')}
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
            wide: true,
            cell: ({ session }) => <SessionTitle lang={lang} line={session} />,
          },
          { title: say('part'), cell: ({ part }) => say(`part_${part}`) },
          { title: say('came'), wide: true, cell: (line) => result(line, Came) },
          { title: say('score'), numeric: true, cell: (line) => result(line, Score) },
          { title: say('passed'), cell: (line) => result(line, Verdict) },
          { title: say('counts'), cell: ({ counts }) => say(counts ? 'yes' : 'no') },
        ]}
      />
    </section>
  );
}

function Learned({ page, file }: FileProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  return (
    <section>
      <h2>{say('learned')}</h2>
      <DataTable
        caption={say('learned')}
        rows={file.learned}
        empty={<p class="quiet">{say('learnedNone')}</p>}
        columns={[
          {
            title: say('policy'),
            wide: true,
            cell: ({ code, title }) => (
              <>
                <a href={paths.policy(code)}>{code}</a> <InChinese lang={lang}>{title}</InChinese>
              </>
            ),
          },
          { title: say('version'), numeric: true, cell: ({ version }) => version },
          {
            title: say('learnedHow'),
            cell: ({ how, source }) =>
              how === 'training' && source !== '' ? (
                <a href={paths.session(source)}>{say('learned_training')}</a>
              ) : (
                say('learned_reading')
              ),
          },
          {
            title: say('learnedAt'),
            cell: ({ at }) => <span class="unbroken">{minuteAt(page, at)}</span>,
          },
        ]}
      />
    </section>
  );
}
