import type { MonthDraft } from '../../bundles/model.ts';
import { actorText } from '../../core/actor.ts';
import { localMinuteOf } from '../../core/month.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { SealMark } from '../kit/ui/seal-mark.tsx';
import { type Step, Steps } from '../kit/ui/steps.tsx';
import { ArchiveTabs } from '../search/tabs.tsx';
import { Blockers } from './blockers.tsx';
import { FailureCause } from './cause.tsx';
import { CheckPanel } from './check-panel.tsx';
import { checkWords } from './check-words.ts';
import { isStopped, MonthTag } from './marks.tsx';
import { BindingProgress } from './progress.tsx';
import type { MonthView } from './read-month.ts';
import { SealedPanel } from './sealed.tsx';
import { Volumes } from './volumes.tsx';
import { monthWords } from './words.ts';

interface MonthProps {
  readonly page: Page;
  readonly view: MonthView;
}

/** A month: its draft with what stands in the way, its binding as it goes on, its seals. */
export function MonthPage({ page, view }: MonthProps) {
  const say = monthWords(page.lang);
  const { line, draft, seals } = view;
  const { month } = line;
  const stopped = isStopped(page, line);
  const isRunning = line.state === 'running' && !stopped;
  const isMissing = line.seals.some(({ bags }) => bags.some((bag) => bag.sizeBytes === null));
  return (
    <Frame
      page={page}
      title={say('monthTitle', { month })}
      current="search"
      crumbs={[{ title: say('title'), href: paths.months() }]}
      badge={<MonthTag page={page} line={line} />}
    >
      <ArchiveTabs page={page} current="months" />
      {seals.length > 0 ? null : <Steps lang={page.lang} steps={stepsOf(view, say)} />}
      {isRunning ? <BindingProgress page={page} line={line} /> : null}
      {line.state === 'failed' || stopped ? <Failed page={page} view={view} /> : null}
      {isMissing && line.state === 'sealed' ? <Missing page={page} view={view} /> : null}
      {draft === undefined ? null : <DraftPanels page={page} view={view} draft={draft} />}
      {seals.map((shown) => (
        <SealedPanel page={page} view={view} shown={shown} />
      ))}
      {seals.length === 0 || isRunning ? null : (
        <Panel title={checkWords(page.lang)('check')} id="check">
          <CheckPanel page={page} month={month} check={view.check} />
        </Panel>
      )}
    </Frame>
  );
}

function stepsOf({ line, draft, first }: MonthView, say: ReturnType<typeof monthWords>): Step[] {
  const clear = (draft?.blockers.length ?? 0) === 0;
  const running = line.state === 'running';
  const state = (isDone: boolean, isNow: boolean): Step['state'] => {
    if (isDone) return 'done';
    return isNow ? 'now' : 'ahead';
  };
  return [
    { title: say('stepCheck'), state: state(clear || running || first !== undefined, true) },
    { title: say('stepSign'), state: state(running, clear || first !== undefined) },
    { title: say('stepBind'), state: state(false, running) },
    { title: say('stepSealed'), state: 'ahead' },
  ];
}

/** A failure is loud: what went wrong, that nothing is lost, and the way on. */
function Failed({ page, view }: MonthProps) {
  const say = monthWords(page.lang);
  const { line, seals } = view;
  const at = localMinuteOf(line.job?.updatedAt ?? page.now, page.document.timeZone);
  const stopped = line.state !== 'failed';
  return (
    <Notice tone="bad" title={stopped ? say('stopped') : say('failedTitle')}>
      {stopped ? <p>{say('stoppedHelp', { at })}</p> : null}
      {line.job?.detail == null ? null : <FailureCause page={page} detail={line.job.detail} />}
      <p>{say(seals.length > 0 ? 'failedSealedHelp' : 'failedHelp')}</p>
      {view.draft === undefined || !mayAt(page, 'bundle.seal') ? (
        <Rewrite page={page} month={line.month} word="retry" />
      ) : (
        <ButtonLink kind="primary" href={paths.sealMonth(line.month)}>
          {say('retry')}
        </ButtonLink>
      )}
    </Notice>
  );
}

function Missing({ page, view }: MonthProps) {
  const say = monthWords(page.lang);
  return (
    <Notice tone="bad" title={say('bagsMissing')}>
      <p>{say('failedSealedHelp')}</p>
      <Rewrite page={page} month={view.line.month} word="rewrite" />
    </Notice>
  );
}

function Rewrite(props: { page: Page; month: string; word: 'retry' | 'rewrite' }) {
  const { page, month, word } = props;
  if (!mayAt(page, 'bundle.build')) return null;
  return (
    <form method="post" action={paths.rewriteMonth(month)}>
      <input type="hidden" name="_key" value={page.newKey()} />
      <Button kind="primary">{monthWords(page.lang)(word)}</Button>
    </form>
  );
}

function DraftPanels({ page, view, draft }: MonthProps & { draft: MonthDraft }) {
  const say = monthWords(page.lang);
  const { month, supplement } = draft;
  return (
    <>
      {supplement === 0 ? null : (
        <Notice tone="info" title={say('supplementDue', { number: supplement })} />
      )}
      <div class="split">
        <Panel
          title={say('blockers')}
          tone={draft.blockers.length === 0 ? 'good' : 'warn'}
          actions={<a href={paths.month(month)}>{say('recheck')}</a>}
        >
          <Blockers page={page} month={month} blockers={draft.blockers} />
        </Panel>
        <div class="stack">
          <Panel title={say('holds')}>
            <ul class="plain-list holds">
              <li>{say('records', { count: draft.records })}</li>
              <li>{say('corrections', { count: draft.corrections })}</li>
              <li>{say('attachments', { count: draft.attachments })}</li>
              <li>{say('orders', { count: draft.orders })}</li>
            </ul>
          </Panel>
          <SignPanel page={page} view={view} />
        </div>
      </div>
      <Volumes page={page} month={month} volumes={view.volumes} />
    </>
  );
}

/** Who has signed so far, and who may sign now. */
function SignPanel({ page, view }: MonthProps) {
  const say = monthWords(page.lang);
  const { first, line } = view;
  const isMine = first?.by === actorText(page.who.actor);
  return (
    <Panel title={say('stepSign')} tone={first === undefined ? undefined : 'info'}>
      {first === undefined ? null : (
        <>
          <SealMark
            name={first.name}
            at={localMinuteOf(first.at, page.document.timeZone)}
            note={say('proposed')}
          />
          <p>{say(isMine ? 'proposedMine' : 'proposedHelp')}</p>
        </>
      )}
      {mayAt(page, 'bundle.seal') ? (
        <>
          <p class="quiet">{say('sealHelp')}</p>
          <ButtonLink kind="primary" href={paths.sealMonth(line.month)}>
            {say('seal')}
          </ButtonLink>
        </>
      ) : (
        <p class="quiet">{say('sealNot')}</p>
      )}
    </Panel>
  );
}
