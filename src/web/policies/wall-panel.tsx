import type { PolicyView } from '../../policies/model.ts';
import type { WallLine } from '../../walls/model.ts';
import type { PostingTask } from '../../walls/queries/tasks.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { minuteAt, placeTitle } from './titles.tsx';
import { policyWords } from './words.ts';

/** One wall of a policy: what hangs there, and what is to be done about it. */
export interface WallView {
  readonly place: string;
  readonly wall: WallLine | undefined;
  readonly task: PostingTask | undefined;
  /** Whether the policy was ended: then nothing is to come. */
  readonly isOver?: boolean | undefined;
}

/** The state of a wall as word and sign. */
export function WallTag({ page, view }: { readonly page: Page; readonly view: WallView }) {
  const say = policyWords(page.lang);
  const { wall, task } = view;
  const tag = (tone: Tone, words: string) => <Tag tone={tone}>{words}</Tag>;
  if (task?.why === 'ahead') return tag('warn', say('changing', { from: task.from }));
  if (wall === undefined)
    return tag('neutral', say(view.isOver === true ? 'retired' : 'unchecked'));
  if (wall.state === 'posted') return tag('good', say('current'));
  if (task === undefined) return tag('info', say('ahead'));
  return wall.state === 'missing' ? tag('bad', say('missing')) : tag('bad', say('out-of-date'));
}

interface PanelProps {
  readonly page: Page;
  readonly policy: PolicyView;
  readonly walls: readonly WallView[];
}

/** Where a ※ policy must hang, and how each wall stands. */
export function WallPanel({ page, policy, walls }: PanelProps) {
  const say = policyWords(page.lang);
  const { code, posted, versions } = policy;
  const last = versions.filter(({ inForceFrom }) => inForceFrom !== null).at(-1);
  const isOver = last?.inForceUntil != null && last.inForceUntil <= page.today;
  return (
    <Panel
      title={say('places')}
      id="places"
      actions={
        posted && mayAt(page, 'policy.publish') ? (
          <a href={paths.policyPlaces(code)}>{say('editPlaces')}</a>
        ) : null
      }
    >
      {posted ? (
        <ul class="policy-walls">
          {walls.map((view) => (
            <li>
              <p>
                <strong>{placeTitle(page, view.place)}</strong>{' '}
                <WallTag page={page} view={{ ...view, isOver }} />
              </p>
              {view.wall?.posted == null ? null : (
                <p class="quiet">
                  {say('hung', {
                    version: view.wall.posted,
                    name: view.wall.postedBy ?? '',
                    at: minuteAt(page, view.wall.postedAt),
                  })}
                </p>
              )}
              {view.task !== undefined && mayAt(page, 'posting.post') ? (
                <p class="policy-wall-acts">
                  <ButtonLink
                    href={paths.post({ place: view.place, code, version: view.task.version })}
                  >
                    {say('post')}
                  </ButtonLink>
                  <a href={paths.posterForm(code, { place: view.place })}>{say('posterLink')}</a>
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{say('noPlaces')}</p>
      )}
    </Panel>
  );
}
