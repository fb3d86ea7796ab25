import type { OwnerLook } from '../../../archives/queries/search-access-log.ts';
import { localMinuteOf } from '../../../core/month.ts';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { Panel } from '../../kit/ui/panel.tsx';
import { Timeline } from '../../kit/ui/timeline.tsx';
import { columnsIn, purposeIn } from '../titles.ts';
import { archiveWords } from '../words.ts';

interface LooksProps {
  readonly page: Page;
  readonly room: string;
  readonly looks: readonly OwnerLook[];
}

/** Looks shown beside the archive; the statement has all of them. */
const latest = 8;

/** What a look was for: an open matter by its number, else the purpose that was asked for. */
export function purposeOf(page: Page, { line }: OwnerLook): string {
  if (line.matter !== null) return archiveWords(page.lang)('forMatter', { matter: line.matter });
  return purposeIn(page.lang, line.purpose ?? 'other');
}

/** Who looked at this archive lately, at what, and for what. */
export function Looks({ page, room, looks }: LooksProps) {
  const say = archiveWords(page.lang);
  const { timeZone } = page.document;
  return (
    <Panel
      title={say('looks')}
      actions={
        mayAt(page, 'log.read') ? <a href={paths.lookLog({ room })}>{say('log')}</a> : undefined
      }
    >
      <p class="quiet">{say('looksNote')}</p>
      {looks.length === 0 ? (
        <p>{say('noLooks')}</p>
      ) : (
        <Timeline
          steps={looks.slice(0, latest).map((look) => ({
            at: localMinuteOf(look.line.at, timeZone),
            instant: look.line.at,
            who: look.line.name,
            title: say('lookedAt', { fields: columnsIn(page.lang, look.line.fields) }),
            body: (
              <>
                {say('purpose', { purpose: purposeOf(page, look) })}
                {look.approvedBy === null
                  ? null
                  : ` · ${say('approvedBy', { name: look.approvedBy })}`}
              </>
            ),
          }))}
        />
      )}
      {looks.length > latest ? (
        <p>
          <a href={paths.archiveStatement(room)}>{say('moreLooks', { count: looks.length })}</a>
        </p>
      ) : null}
    </Panel>
  );
}
