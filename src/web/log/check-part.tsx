import type { WholeLogCheck } from '../../audit/checks/check-whole-log.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { ProgressBar } from '../kit/ui/progress.tsx';
import { percentOf } from '../months/progress.tsx';
import { logWords } from './words.ts';

interface CheckProps {
  readonly page: Page;
  readonly check: WholeLogCheck | undefined;
}

/** Checks the whole log again, and says what the last check found. */
export function CheckPart({ page, check }: CheckProps) {
  const say = logWords(page.lang);
  return (
    <>
      <p class="quiet">{say('checkHelp')}</p>
      {check?.state === 'running' ? <CheckBar page={page} check={check} /> : null}
      {check?.state === 'failed' ? (
        <Notice tone="bad" title={say('checkFailed')}>
          <p lang="zh-CN">{check.detail}</p>
        </Notice>
      ) : null}
      {check?.found === undefined ? null : <CheckFound page={page} check={check} />}
      <form method="post" action={paths.checkLog()}>
        <input type="hidden" name="_key" value={page.newKey()} />
        <Button>{say('checkNow')}</Button>
      </form>
    </>
  );
}

/** The bar of a check that goes on, which renews itself until it ends. */
export function CheckBar({ page, check }: CheckProps) {
  const say = logWords(page.lang);
  if (check === undefined) return null;
  const { done, total } = check;
  return (
    <div
      id="checking-log"
      data-progress={percentOf({ done, total })}
      hx-get={paths.logNow()}
      hx-trigger="every 2s"
      hx-swap="outerMorph"
    >
      <ProgressBar
        value={done}
        max={Math.max(1, total)}
        label={say('checking')}
        note={say('pieces', { done, total })}
      />
    </div>
  );
}

function CheckFound({ page, check }: { page: Page; check: WholeLogCheck }) {
  const say = logWords(page.lang);
  const { found } = check;
  if (found === undefined) return null;
  const at = localMinuteOf(check.updatedAt, page.document.timeZone);
  const { log, contents, intact } = found;
  if (intact) {
    const counts = { size: log.size, proved: log.provedSize, contents: contents.checked, at };
    return (
      <Notice tone="good" title={say('intact')}>
        <p>{say('intactHelp', counts)}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="bad" title={say('broken')}>
      <p>{say('brokenHelp', { at })}</p>
      <ul class="findings">
        {log.findings.map(({ seq, expected, found: actual, zh, en }) => (
          <li>
            {seq === undefined ? null : <a href={paths.entry(seq)}>{say('entryAt', { seq })}</a>}{' '}
            {page.lang === 'zh' ? zh : en}{' '}
            <span class="quiet">
              {say('expected')} <code>{expected}</code> {say('found')} <code>{actual}</code>
            </span>
          </li>
        ))}
        {contents.findings.map(({ seq, message }) => (
          <li>
            <a href={paths.entry(seq)}>{say('entryAt', { seq })}</a> {say('contentFault')}{' '}
            <span lang="zh-CN">{message}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
