import type { MatrixPerson, MatrixPolicy } from '../../learning/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { heldPostTitle } from '../people/post-fields.tsx';
import { markOf } from './matrix-words.ts';
import { learningWords } from './words.ts';

interface TableProps {
  readonly page: Page;
  readonly caption: string;
  readonly people: readonly MatrixPerson[];
  /** The policies of this table, which begin at `start` of everybody's cells. */
  readonly columns: readonly MatrixPolicy[];
  readonly start?: number | undefined;
}

/** Person × policy as a table: the heads stay in sight, each cell is sign, word and colour. */
export function MatrixTable({ page, caption, people, columns, start = 0 }: TableProps) {
  const say = learningWords(page.lang);
  return (
    <table class="matrix">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" class="matrix-who">
            {say('person')}
          </th>
          {columns.map(({ code, title, version, learned, applies }) => (
            <th scope="col">
              <a href={paths.policy(code)}>{code}</a>
              <span class="matrix-title" lang="zh-CN" title={title}>
                {title}
              </span>
              <span class="matrix-share">{say('shareOf', { learned, applies, version })}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr>
            <PersonHead page={page} person={person} />
            {person.cells.slice(start, start + columns.length).map((cell) => {
              const { sign, words, tone } = markOf(page, cell);
              return <td class={`cell-${tone}`}>{sign === '' ? words : `${sign} ${words}`}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PersonHead({ page, person }: { page: Page; person: MatrixPerson }) {
  const say = learningWords(page.lang);
  const { username, name, posts, learned, applies, behind } = person;
  return (
    <th scope="row" class="matrix-who">
      <a href={paths.learnerFile(username)}>{name}</a>{' '}
      {posts.length === 0 ? null : (
        <span class="matrix-title">
          {posts.map((held) => heldPostTitle(page, held)).join(' · ')}
        </span>
      )}{' '}
      <span class="matrix-share">
        {say('share', { learned, applies })}
        {behind > 0 ? ` · ${say('behindCount', { count: behind })}` : ''}
      </span>
    </th>
  );
}
