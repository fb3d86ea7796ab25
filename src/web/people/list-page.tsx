import type { PersonView } from '../../access/queries.ts';
import { localMinuteOf } from '../../core/month.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { setUpCrumb } from '../set-up/crumb.ts';
import { heldPostTitle } from './post-fields.tsx';
import { heldTitle } from './role-fields.tsx';
import { peopleWords } from './words.ts';

interface ListProps {
  readonly page: Page;
  readonly people: readonly PersonView[];
  readonly seen: ReadonlyMap<string, string>;
}

/** Everybody at the reader's sites. */
export function PeoplePage({ page, people, seen }: ListProps) {
  const say = peopleWords(page.lang);
  const mayAdd = mayAt(page, 'person.add');
  const add = (
    <ButtonLink kind="primary" href={paths.addPerson()} hotkey="F2">
      {say('add')}
    </ButtonLink>
  );
  return (
    <Frame
      page={page}
      title={say('title')}
      crumbs={setUpCrumb(page)}
      actions={mayAdd ? add : undefined}
    >
      <DataTable
        caption={say('list')}
        captioned="unseen"
        rows={people}
        rowLink={({ username }) => (mayAdd ? paths.person(username) : undefined)}
        columns={[
          { title: say('name'), cell: ({ name }) => name },
          { title: say('username'), cell: ({ username }) => username },
          {
            title: say('roles'),
            cell: ({ roles }) =>
              roles.map((held) => heldTitle(page, held)).join(page.lang === 'zh' ? '、' : ', '),
            wide: true,
          },
          {
            title: say('posts'),
            cell: ({ posts }) =>
              posts.map((held) => heldPostTitle(page, held)).join(page.lang === 'zh' ? '、' : ', '),
            wide: true,
          },
          {
            title: say('lastSignIn'),
            cell: ({ id }) => {
              const at = seen.get(id);
              return at === undefined ? say('never') : localMinuteOf(at, page.document.timeZone);
            },
          },
          {
            title: say('state'),
            cell: ({ active }) => (
              <Tag tone={active ? 'good' : 'neutral'}>{say(active ? 'active' : 'inactive')}</Tag>
            ),
          },
        ]}
        empty={
          <Empty title={say('empty')}>
            <p>{say('emptyHelp')}</p>
          </Empty>
        }
      />
    </Frame>
  );
}
