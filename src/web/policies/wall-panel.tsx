import type { PolicyView } from '../../policies/model.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { WallTag, type WallView } from '../walls/state-tag.tsx';
import { minuteAt, placeTitle } from './titles.tsx';
import { policyWords } from './words.ts';

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
                <a href={paths.wall(view.place)}>
                  <strong>{placeTitle(page, view.place)}</strong>
                </a>{' '}
                <WallTag lang={page.lang} view={{ ...view, isOver }} />
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
