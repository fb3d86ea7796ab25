import type { Building } from '../../handbook/queries/building.ts';
import type { HandbookView } from '../../handbook/queries/editions.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { ProgressBar } from '../kit/ui/progress.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { changeColumns } from './contents.tsx';
import { handbookWords } from './words.ts';

interface StateProps {
  readonly page: Page;
  readonly view: HandbookView;
  readonly building: Building | undefined;
}

/** Whether the handbook is up to date, what is being done about it, and by whom it may be. */
export function StatePanel({ page, view, building }: StateProps) {
  const say = handbookWords(page.lang);
  if (building?.state === 'running') return <BuildingProgress page={page} building={building} />;
  const hasFailed = building?.state === 'failed' && view.state !== 'current';
  return (
    <div class="stack" id="state">
      {hasFailed ? (
        <Notice tone="bad" title={say('failed')}>
          <p>
            {say('failedHelp', { at: minuteAt(page, building.updatedAt) })}
            <span lang="zh-CN">{building.detail}</span>
          </p>
          <p>{say('failedNext')}</p>
        </Notice>
      ) : null}
      <StateNotice page={page} view={view} />
      <BuildForm page={page} view={view} />
    </div>
  );
}

function StateNotice({ page, view }: Pick<StateProps, 'page' | 'view'>) {
  const say = handbookWords(page.lang);
  const { state, newest, pending } = view;
  const number = newest?.number ?? 0;
  if (state === 'current') {
    return (
      <Notice tone="good" title={say('current')}>
        <p>{say('currentHelp', { number })}</p>
      </Notice>
    );
  }
  if (state === 'empty') {
    return (
      <Notice tone="info" title={say('empty')}>
        <p>{say('emptyHelp')}</p>
        <ButtonLink href={paths.policies()}>{say('toLibrary')}</ButtonLink>
      </Notice>
    );
  }
  if (state === 'none') {
    return (
      <Notice tone="info" title={say('none')}>
        <p>{say('noneHelp')}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={say('outdated')}>
      {pending.length === 0 ? (
        <p>{say('outdatedHeads')}</p>
      ) : (
        <>
          <p>{say('outdatedHelp', { number, count: pending.length })}</p>
          <DataTable
            caption={say('changesSince', { number })}
            columns={changeColumns(page)}
            rows={pending}
          />
        </>
      )}
    </Notice>
  );
}

function BuildForm({ page, view }: Pick<StateProps, 'page' | 'view'>) {
  const say = handbookWords(page.lang);
  if (view.state === 'empty') return null;
  if (!mayAt(page, 'policy.publish')) return <p class="quiet">{say('whoBuilds')}</p>;
  const isCurrent = view.state === 'current';
  return (
    <form method="post" action={paths.buildHandbook()}>
      <input type="hidden" name="_key" value={page.newKey()} />
      {isCurrent ? <input type="hidden" name="again" value="yes" /> : null}
      <Button kind={isCurrent ? 'plain' : 'primary'}>
        {say(isCurrent ? 'buildAgain' : 'build')}
      </Button>
    </form>
  );
}

/** The bar of a building that goes on, which renews itself until it ends. */
export function BuildingProgress({ page, building }: { page: Page; building: Building }) {
  const say = handbookWords(page.lang);
  return (
    <section
      id="state"
      class="binding panel panel-info"
      hx-get={paths.handbookNow()}
      hx-trigger="every 2s"
      hx-swap="outerMorph"
    >
      <header class="panel-head">
        <h2>{say('building')}</h2>
      </header>
      <div class="panel-body">
        <ProgressBar
          value={0}
          max={1}
          label={say('building')}
          note={say('since', { at: minuteAt(page, building.startedAt) })}
        />
        <p class="quiet">
          {say('buildingHelp')} <a href={paths.handbook()}>{say('reload')}</a>
        </p>
      </div>
    </section>
  );
}
