import type { CheckView } from '../../walls/model.ts';
import type { PlacePicture } from '../../walls/queries/pictures.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { minuteAt, placeTitle, Zh } from '../policies/titles.tsx';
import { evidenceWords } from './evidence-words.ts';
import { photoFaults } from './photo-faults.ts';
import { photoWords } from './photo-words.ts';
import { placeWords } from './place-words.ts';
import type { WallRow } from './read-walls.ts';
import { WallTag } from './state-tag.tsx';
import { wallWords } from './words.ts';

interface PlaceProps {
  readonly page: Page;
  readonly place: string;
  readonly rows: readonly WallRow[];
  readonly picture: PlacePicture | undefined;
  readonly checks: readonly CheckView[];
}

/** One wall: how it looks, what must hang there, what hangs, and when somebody last looked. */
export function PlacePage(props: PlaceProps) {
  const { page, place, rows, checks } = props;
  const say = placeWords(page.lang);
  return (
    <Frame
      page={page}
      title={placeTitle(page, place)}
      current="policies"
      crumbs={[{ title: wallWords(page.lang)('title'), href: paths.walls() }]}
      actions={mayAt(page, 'posting.post') ? <Acts {...props} /> : null}
    >
      <p>{say('lead', { count: rows.length })}</p>
      <Picture {...props} />
      <Panel title={say('hang')} id="hang">
        <DataTable
          caption={say('hang')}
          captioned="unseen"
          columns={dutyColumns(page)}
          rows={rows}
          empty={
            <Empty title={say('noDuty')}>
              <p>{say('noDutyHelp')}</p>
            </Empty>
          }
        />
      </Panel>
      <Panel title={say('looks')} id="looks">
        <DataTable
          caption={say('looks')}
          captioned="unseen"
          columns={lookColumns(page)}
          rows={checks}
          empty={
            <Empty title={say('looksNone')}>
              <p>{say('looksNoneHelp')}</p>
            </Empty>
          }
        />
      </Panel>
    </Frame>
  );
}

function Acts({ page, place, rows }: PlaceProps) {
  const say = placeWords(page.lang);
  const due = rows.filter(({ task }) => task !== undefined && task.why !== 'unchecked');
  return (
    <>
      <ButtonLink kind="primary" hotkey="F2" href={paths.checkWall(place)}>
        {say('check')}
      </ButtonLink>
      <ButtonLink href={paths.post({ place })}>{say('post')}</ButtonLink>
      {rows.length === 0 ? null : (
        <ButtonLink href={paths.printWalls({ place })}>
          {due.length === 0 ? say('print') : say('printDue', { count: due.length })}
        </ButtonLink>
      )}
    </>
  );
}

function Picture({ page, place, picture }: PlaceProps) {
  const say = placeWords(page.lang);
  const mayChange = mayAt(page, 'posting.post');
  const words = say(picture === undefined ? 'addPicture' : 'changePicture');
  return (
    <Panel
      title={say('picture')}
      id="picture"
      actions={mayChange ? <a href={paths.picturePlace(place)}>{words}</a> : null}
    >
      {picture === undefined ? (
        <p class="quiet">{say('noPicture')}</p>
      ) : (
        <>
          <a href={paths.placePicture(picture.id)}>
            <img
              class="wall-picture"
              src={paths.placePicture(picture.id)}
              alt={say('pictureAlt', { place: placeTitle(page, place) })}
            />
          </a>
          <p class="quiet">
            {say('pictureBy', { name: picture.addedBy, at: minuteAt(page, picture.addedAt) })}
          </p>
        </>
      )}
    </Panel>
  );
}

function dutyColumns(page: Page): Column<WallRow>[] {
  const say = placeWords(page.lang);
  const by = (name: string | null | undefined, at: string | null | undefined) =>
    name == null ? null : (
      <span>
        <Zh>{name}</Zh> <span class="unbroken quiet">{minuteAt(page, at ?? null)}</span>
      </span>
    );
  const columns: Column<WallRow>[] = [
    {
      title: say('policy'),
      wide: true,
      cell: ({ code, title }) => (
        <a href={paths.policy(code)}>
          <span class="number">{code}</span> <Zh>{title}</Zh>
        </a>
      ),
    },
    { title: say('state'), cell: (row) => <WallTag lang={page.lang} view={row} /> },
    {
      title: say('onWall'),
      cell: ({ wall }) =>
        wall?.posted == null || wall.state === 'missing' ? (
          <span class="quiet">—</span>
        ) : (
          <span>{say('nth', { version: wall.posted })}</span>
        ),
    },
    {
      title: say('hung'),
      cell: ({ wall, photo }) => (
        <span>
          {by(wall?.postedBy, wall?.postedAt)}
          {photo === undefined ? null : <PhotoLink page={page} id={photo} />}
        </span>
      ),
    },
    {
      title: say('checked'),
      cell: ({ wall }) =>
        by(wall?.checkedBy, wall?.checkedAt) ?? <span class="quiet">{say('never')}</span>,
    },
  ];
  if (!mayAt(page, 'posting.post')) return columns;
  return [...columns, { title: say('todo'), acts: true, cell: (row) => dutyActs(page, row) }];
}

function dutyActs(page: Page, { task, code, place }: WallRow) {
  if (task === undefined || task.why === 'unchecked') return null;
  const say = placeWords(page.lang);
  return (
    <span class="policy-wall-acts">
      <a href={paths.post({ place, code, version: task.version })}>{say('post')}</a>
      <a href={paths.posterForm(code, { place })}>{say('print')}</a>
    </span>
  );
}

/** A photo as a small copy, which leads to a larger one. */
function PhotoLink({ page, id }: { readonly page: Page; readonly id: string }) {
  return (
    <a class="wall-photo" href={paths.evidence(id)}>
      <img
        src={`${paths.postingPhoto(id)}?as=thumbnail`}
        alt={photoWords(page.lang)('seePhoto')}
        width="80"
        height="60"
        loading="lazy"
      />
    </a>
  );
}

const tones = { good: 'good', damaged: 'bad', missing: 'bad', elsewhere: 'bad' } as const;

function lookColumns(page: Page): Column<CheckView>[] {
  const say = placeWords(page.lang);
  const found = evidenceWords(page.lang);
  return [
    {
      title: say('found'),
      cell: (check) => (
        <a href={paths.evidence(check.id)}>
          <Tag tone={tones[check.found]}>{found(check.found)}</Tag>
        </a>
      ),
    },
    {
      title: say('policy'),
      wide: true,
      cell: ({ code, title, found: what, belongs, place: at }) => (
        <span>
          <span class="number">{code}</span> <Zh>{title}</Zh>
          {what !== 'elsewhere' || belongs === null ? null : (
            <span class="wall-strayed quiet">
              {say('strayed', {
                place: placeTitle(page, belongs.place),
                at: placeTitle(page, at),
              })}
            </span>
          )}
        </span>
      ),
    },
    {
      title: say('who'),
      cell: ({ checkedBy, checkedAt }) => (
        <span>
          <Zh>{checkedBy}</Zh> <span class="unbroken quiet">{minuteAt(page, checkedAt)}</span>
        </span>
      ),
    },
    {
      title: photoWords(page.lang)('photo'),
      cell: (check) => (
        <span>
          {check.photo ? <PhotoLink page={page} id={check.id} /> : <span class="quiet">—</span>}
          {photoFaults(page, check).map((fault) => (
            <span class="wall-fault">{fault}</span>
          ))}
        </span>
      ),
    },
  ];
}
