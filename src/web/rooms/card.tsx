import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Masked } from '../kit/ui/masked.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import type { KnownRoom } from './read-room.ts';
import { roomWords } from './words.ts';

/** The line of a household under the field of its room, with what is still open there. */
export function RoomCard({ page, known }: { page: Page; known: KnownRoom }) {
  const say = roomWords(page.lang);
  if ('unknown' in known) {
    const near = known.suggestions.join(' / ');
    const words = say(near === '' ? 'unknown' : 'unknownNear', { room: known.unknown, near });
    return (
      <p class="room-line">
        <Tag tone="warn">{words}</Tag>
      </p>
    );
  }
  return (
    <>
      <HouseholdWords page={page} known={known} />
      <OpenMatters page={page} known={known} />
    </>
  );
}

type Known = Exclude<KnownRoom, { unknown: string }>;

function HouseholdWords({ page, known }: { page: Page; known: Known }) {
  const say = roomWords(page.lang);
  const { room, unlisted, household } = known;
  if (unlisted) return <p class="room-line">{say('unlisted', { room })}</p>;
  return (
    <p class="room-line">
      <strong class="number">{room}</strong>{' '}
      {(household ?? []).map(({ column, value }) =>
        column === '是否出租' ? (
          value === '是' ? (
            <Tag tone="info">{say('let')}</Tag>
          ) : null
        ) : (
          <>
            <Masked text={value} />{' '}
          </>
        ),
      )}
      {household !== null && mayAt(page, 'archive.read') ? (
        <a href={paths.archive(room)}>{say('archive')}</a>
      ) : null}
    </p>
  );
}

function OpenMatters({ page, known }: { page: Page; known: Known }) {
  const say = roomWords(page.lang);
  const { open, hasMore, room } = known;
  if (open.length === 0) return <p class="room-line quiet">{say('noOpen')}</p>;
  return (
    <>
      <p class="room-line">
        <Tag tone="warn">{say(hasMore ? 'openMore' : 'open', { count: open.length })}</Tag>{' '}
        <a href={paths.records({ room, status: 'open' })}>{say('all')}</a>
      </p>
      <ul class="room-open">
        {open.map(({ line, responsible }) => (
          <li>
            <RecordNumber number={line.number} href={paths.record(line.number)} /> {line.title}
            {responsible === '' ? null : (
              <span class="quiet"> {say('responsible', { name: responsible })}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
