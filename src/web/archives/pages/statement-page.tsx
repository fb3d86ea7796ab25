import type { HouseholdView } from '../../../archives/model.ts';
import type { OwnerLook } from '../../../archives/queries/search-access-log.ts';
import { localDateOf, localMinuteOf } from '../../../core/month.ts';
import { Frame } from '../../kit/page/frame.tsx';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { DataTable } from '../../kit/ui/data-table.tsx';
import { Panel } from '../../kit/ui/panel.tsx';
import { columnsIn } from '../titles.ts';
import { archiveWords } from '../words.ts';
import { purposeOf } from './looks.tsx';

interface StatementProps {
  readonly page: Page;
  readonly household: HouseholdView;
  readonly looks: readonly OwnerLook[];
}

/** What an owner is told who asks who looked at their archive: a sheet to print and hand over. */
export function StatementPage({ page, household, looks }: StatementProps) {
  const say = archiveWords(page.lang);
  const { room, owner, openedAt } = household;
  const { timeZone, company } = page.document;
  const span = { from: localDateOf(openedAt, timeZone), until: page.today };
  return (
    <Frame
      page={page}
      title={say('statement')}
      current="archives"
      crumbs={[
        { title: say('title'), href: paths.archives() },
        { title: room, href: paths.archive(room) },
      ]}
    >
      <Panel title={company}>
        <p>{say('statementFor', { room, owner })}</p>
        <p>
          {looks.length === 0
            ? say('statementNone', span)
            : say('statementWords', { ...span, count: looks.length })}
        </p>
        {looks.length === 0 ? null : (
          <DataTable
            caption={say('whoLooked')}
            captioned="unseen"
            columns={[
              { title: say('time'), cell: ({ line }) => localMinuteOf(line.at, timeZone) },
              { title: say('person'), cell: ({ line }) => line.name },
              { title: say('fields'), cell: ({ line }) => columnsIn(page.lang, line.fields) },
              { title: say('why'), cell: (look) => purposeOf(page, look) },
              { title: say('approver'), cell: (look) => look.approvedBy ?? say('noApproval') },
              { title: say('logNumber'), numeric: true, cell: ({ line }) => line.seq },
            ]}
            rows={looks}
          />
        )}
        <p class="quiet">
          {say('statementSource', {
            name: page.who.name,
            at: localMinuteOf(page.now, timeZone),
          })}
        </p>
        <p class="screen-only quiet">{say('printHint')}</p>
      </Panel>
    </Frame>
  );
}
