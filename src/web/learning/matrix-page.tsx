import { localMinuteOf } from '../../core/month.ts';
import type { LearningMatrix, MatrixPerson } from '../../learning/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar, type FilterChip } from '../kit/ui/bar.tsx';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { heldPostTitle } from '../people/post-fields.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { Zh } from '../policies/titles.tsx';
import { postTitle } from '../posts/post-title.ts';
import { MatrixTable } from './matrix-table.tsx';
import { filterWords } from './matrix-words.ts';
import { WhoseTabs } from './own-page.tsx';
import { learningWords } from './words.ts';

interface MatrixProps {
  readonly page: Page;
  readonly matrix: LearningMatrix;
  /** Every policy in force, for the choice. */
  readonly titles: readonly { readonly code: string; readonly title: string }[];
}

/** Person × policy: who has learned what is in force, and who is behind. */
export function MatrixPage({ page, matrix, titles }: MatrixProps) {
  const say = learningWords(page.lang);
  const { people, policies, filter } = matrix;
  const words = filterWords(filter);
  const time = localMinuteOf(matrix.at, page.document.timeZone);
  return (
    <Frame
      page={page}
      title={say('title')}
      current="policies"
      actions={
        <>
          <ExportButtons page={page} matrix={matrix} />
          <ButtonLink href={paths.learningPrint(words)}>{say('print')}</ButtonLink>
          <ButtonLink href={paths.remindLearners()}>{say('remind')}</ButtonLink>
        </>
      }
    >
      <PolicyTabs page={page} current="learning" />
      <WhoseTabs page={page} current="all" />
      <Filters page={page} matrix={matrix} titles={titles} />
      <p>
        {say('scope', { time, people: people.length, policies: policies.length })}{' '}
        <strong>{say('shareAll', { ...sharesOf(matrix) })}</strong>
      </p>
      {people.length === 0 || policies.length === 0 ? (
        <Empty title={say(policies.length === 0 ? 'noPolicies' : 'noPeople')}>
          <p>{say(policies.length === 0 ? 'nothingInForceHelp' : 'noPeopleHelp')}</p>
        </Empty>
      ) : (
        <>
          <p class="quiet">
            {say('legend', { count: matrix.withinDays })} <Unowed page={page} matrix={matrix} />
          </p>
          <section class="matrix-frame" tabindex={0} aria-label={say('matrix')}>
            <MatrixTable page={page} caption={say('matrix')} people={people} columns={policies} />
          </section>
          <ul class="matrix-people">
            {people.map((person) => (
              <PersonCard page={page} person={person} matrix={matrix} />
            ))}
          </ul>
        </>
      )}
    </Frame>
  );
}

function Unowed({ page, matrix }: Pick<MatrixProps, 'page' | 'matrix'>) {
  const { unowed } = matrix;
  if (unowed.length === 0) return null;
  return <>{learningWords(page.lang)('unowed', { count: unowed.length })}</>;
}

function sharesOf({ applies, learned, behind }: LearningMatrix) {
  return { applies, learned, behind };
}

function ExportButtons({ page, matrix }: Pick<MatrixProps, 'page' | 'matrix'>) {
  const say = learningWords(page.lang);
  return (
    <form method="post" action={paths.exportLearning()} class="matrix-export">
      <input type="hidden" name="_key" value={page.newKey()} />
      {Object.entries(filterWords(matrix.filter)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button name="format" value="xlsx" title={say('exportHint')}>
        {say('exportXlsx')}
      </Button>
      <Button name="format" value="csv" title={say('exportHint')}>
        {say('exportCsv')}
      </Button>
    </form>
  );
}

function Filters({ page, matrix, titles }: MatrixProps) {
  const say = learningWords(page.lang);
  const { document } = page;
  const words: Readonly<Record<string, string>> = filterWords(matrix.filter);
  const select = (
    name: string,
    label: string,
    options: readonly { readonly value: string; readonly title: string }[],
  ) => ({ name, label, kind: 'select' as const, value: words[name] ?? '', options });
  const departments = [...new Set(document.posts.map(({ department }) => department))];
  const fields = [
    ...(document.sites.length === 1
      ? []
      : [
          select('site', say('site'), [
            { value: '', title: say('anySite') },
            ...document.sites.map(({ code, name }) => ({ value: code, title: name })),
          ]),
        ]),
    select('department', say('department'), [
      { value: '', title: say('anyDepartment') },
      ...departments.map((name) => ({ value: name, title: name })),
    ]),
    select('post', say('post'), [
      { value: '', title: say('anyPost') },
      ...document.posts.map(({ code }) => ({ value: code, title: postTitle(page, code) })),
    ]),
    select('policy', say('policy'), [
      { value: '', title: say('anyPolicy') },
      ...titles.map(({ code, title }) => ({ value: code, title: `${code} ${title}` })),
    ]),
    select('behind', say('who'), [
      { value: '', title: say('everybody') },
      { value: 'yes', title: say('onlyBehind') },
    ]),
  ];
  const chips = fields.flatMap(({ name, value, label, options }): FilterChip[] => {
    if (value === '') return [];
    const title = options.find((option) => option.value === value)?.title ?? value;
    const { [name]: _gone, ...others } = words;
    return [{ words: `${label} ${title}`, href: paths.learning({ view: 'all', ...others }) }];
  });
  return (
    <FilterBar
      lang={page.lang}
      action={paths.learning()}
      fields={fields}
      chips={chips}
      clear={paths.learning({ view: 'all' })}
      hidden={{ view: 'all' }}
    />
  );
}

/** On a narrow screen: one person, and what they are behind with. */
function PersonCard(props: { page: Page; person: MatrixPerson; matrix: LearningMatrix }) {
  const { page, person, matrix } = props;
  const say = learningWords(page.lang);
  const { learned, applies, behind } = person;
  const late = matrix.policies.filter((_policy, column) => {
    const cell = person.cells[column];
    return cell !== undefined && 'isBehind' in cell && cell.isBehind;
  });
  return (
    <li class="matrix-person">
      <h2>
        <a href={paths.learnerFile(person.username)}>{person.name}</a>
      </h2>
      <p class="quiet">{person.posts.map((held) => heldPostTitle(page, held)).join(' · ')}</p>
      <p>
        {say('share', { learned, applies })}{' '}
        {behind > 0 ? <Tag tone="bad">{say('behindCount', { count: behind })}</Tag> : null}
        {behind === 0 && learned < applies ? (
          <Tag tone="info">{say('owedCount', { count: applies - learned })}</Tag>
        ) : null}
        {learned === applies ? <Tag tone="good">{say('noneOwed')}</Tag> : null}
      </p>
      {late.length === 0 ? null : (
        <details>
          <summary>{say('whichLate')}</summary>
          <ul>
            {late.map(({ code, title }) => (
              <li>
                {code} <Zh>{title}</Zh>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

interface PrintProps {
  readonly page: Page;
  readonly matrix: LearningMatrix;
}

/** Policies side by side on a sheet of A4 across. */
const columnsAPart = 9;

/** The matrix for paper: in parts as wide as a sheet, each with its heads on every page. */
export function PrintPage({ page, matrix }: PrintProps) {
  const say = learningWords(page.lang);
  const { policies, people } = matrix;
  const starts = Array.from({ length: Math.ceil(policies.length / columnsAPart) }, (_, at) => {
    return at * columnsAPart;
  });
  const time = localMinuteOf(matrix.at, page.document.timeZone);
  return (
    <Frame
      page={page}
      title={say('printTitle')}
      current="policies"
      crumbs={[
        {
          title: say('title'),
          href: paths.learning({ view: 'all', ...filterWords(matrix.filter) }),
        },
      ]}
    >
      <p class="screen-only">{say('printHelp')}</p>
      <p>
        {say('scope', { time, people: people.length, policies: policies.length })}{' '}
        {say('shareAll', { ...sharesOf(matrix) })}
      </p>
      <p class="quiet">{say('legend', { count: matrix.withinDays })}</p>
      {starts.map((start, at) => {
        const columns = policies.slice(start, start + columnsAPart);
        const caption = say('printPart', {
          at: at + 1,
          of: starts.length,
          from: columns[0]?.code ?? '',
          to: columns.at(-1)?.code ?? '',
        });
        return (
          <div class="matrix-part">
            <Panel title={caption}>
              <section class="matrix-frame" tabindex={0} aria-label={caption}>
                <MatrixTable {...{ page, caption, people, columns, start }} />
              </section>
            </Panel>
          </div>
        );
      })}
    </Frame>
  );
}
