import type { PostDuties, PostLine } from '../../policies/post-views.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { Zh } from '../policies/titles.tsx';
import { postTitle } from './post-title.ts';
import { postWords } from './words.ts';

interface PostsProps {
  readonly page: Page;
  readonly duties: PostDuties;
}

/** Every post with its duty statement; the posts without one stand first. */
export function PostsPage({ page, duties }: PostsProps) {
  const say = postWords(page.lang);
  const { posts, without, orphans } = duties;
  return (
    <Frame page={page} title={say('title')} current="policies">
      <PolicyTabs page={page} current="posts" />
      <p class="quiet">{say('lead')}</p>
      {posts.length === 0 ? (
        <Empty title={say('noPosts')}>
          <p>{say('noPostsHelp')}</p>
          {mayAt(page, 'catalogue.edit') ? (
            <p>
              <a href={paths.setUpPosts()}>{say('setUpLink')}</a>
            </p>
          ) : null}
        </Empty>
      ) : without.length === 0 ? (
        <Notice tone="good" title={say('complete', { count: posts.length })} />
      ) : (
        <Without page={page} lines={posts.filter(({ post }) => without.includes(post))} />
      )}
      {orphans.length === 0 ? null : <Orphans page={page} orphans={orphans} />}
      {posts.length === 0 ? null : (
        <Panel title={say('all')} id="posts">
          <DataTable caption={say('all')} columns={columnsOf(page)} rows={posts} />
        </Panel>
      )}
    </Frame>
  );
}

function Without({ page, lines }: { readonly page: Page; readonly lines: readonly PostLine[] }) {
  const say = postWords(page.lang);
  const mayWrite = mayAt(page, 'policy.write');
  return (
    <Panel title={say('withoutCount', { count: lines.length })} id="without" tone="bad">
      <ul class="post-gaps">
        {lines.map(({ post, department, statement }) => (
          <li>
            <span class="post-gap">
              <strong>{postTitle(page, post)}</strong> <Zh>{department}</Zh>
            </span>
            {statement === null ? (
              <Tag tone="bad">{say('none')}</Tag>
            ) : (
              <Tag tone="warn">{say('draftOnly')}</Tag>
            )}
            {statement !== null ? (
              <a href={paths.policy(statement.code)}>{say('see', { code: statement.code })}</a>
            ) : mayWrite ? (
              <>
                <ButtonLink href={paths.newPolicy({ post })} kind="primary">
                  {say('writeOne')} <span class="unseen">{postTitle(page, post)}</span>
                </ButtonLink>
                <ButtonLink href={paths.tiePost(post)}>
                  {say('tieOne')} <span class="unseen">{postTitle(page, post)}</span>
                </ButtonLink>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? null : <p class="quiet">{say('notYours')}</p>}
    </Panel>
  );
}

function Orphans({ page, orphans }: { readonly page: Page } & Pick<PostDuties, 'orphans'>) {
  const say = postWords(page.lang);
  return (
    <Panel title={say('orphans')} id="orphans" tone="warn">
      <p>{say('orphansHelp')}</p>
      <ul class="post-gaps">
        {orphans.map(({ code, title, post }) => (
          <li>
            <a href={paths.policy(code)} lang="zh-CN">
              {say('orphan', { code, title, post })}
            </a>
            {mayAt(page, 'policy.write') ? (
              <ButtonLink href={paths.policyPost(code)}>
                {say('change')} <span class="unseen">{code}</span>
              </ButtonLink>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function columnsOf(page: Page): Column<PostLine>[] {
  const say = postWords(page.lang);
  const columns: Column<PostLine>[] = [
    { title: say('post'), cell: ({ post }) => postTitle(page, post) },
    { title: say('department'), cell: ({ department }) => <Zh>{department}</Zh> },
    {
      title: say('superior'),
      cell: ({ reportsTo }) =>
        reportsTo === null ? <span class="quiet">{say('top')}</span> : postTitle(page, reportsTo),
    },
    { title: say('statement'), wide: true, cell: (line) => <Statement page={page} line={line} /> },
    { title: say('holders'), cell: (line) => <Holders page={page} line={line} /> },
  ];
  if (!mayAt(page, 'policy.write')) return columns;
  return [
    ...columns,
    {
      title: say('change'),
      cell: ({ post, statement }) => (
        <a href={statement === null ? paths.tiePost(post) : paths.policyPost(statement.code)}>
          {say('change')} <span class="unseen">{postTitle(page, post)}</span>
        </a>
      ),
    },
  ];
}

function Statement({ page, line }: { readonly page: Page; readonly line: PostLine }) {
  const say = postWords(page.lang);
  const { statement } = line;
  if (statement === null) return <Tag tone="bad">{say('none')}</Tag>;
  const { code, title, inForce } = statement;
  return (
    <span>
      <a href={paths.policy(code)} lang="zh-CN">
        {code} {title}
      </a>{' '}
      {inForce === null ? (
        <Tag tone="warn">{say('draftOnly')}</Tag>
      ) : (
        <span class="quiet unbroken">
          {say('since', { version: inForce.version, day: inForce.from })}
        </span>
      )}
    </span>
  );
}

function Holders({ page, line }: { readonly page: Page; readonly line: PostLine }) {
  const say = postWords(page.lang);
  if (line.holders.length === 0) return <span class="quiet">{say('nobody')}</span>;
  const isOne = page.document.sites.length === 1;
  const names = line.holders.map(({ name, site }) =>
    isOne || site === '*' ? name : `${name}（${site}）`,
  );
  return <Zh>{[...new Set(names)].join('、')}</Zh>;
}
