import type { BagCheck, BagsCheck } from '../../bundles/check/check-bags.ts';
import type { Finding } from '../../bundles/verify/finding.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { ProgressBar } from '../kit/ui/progress.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { checkWords } from './check-words.ts';
import { percentOf } from './progress.tsx';
import { monthWords } from './words.ts';

interface CheckProps {
  readonly page: Page;
  readonly month: string;
  readonly check: BagsCheck | undefined;
}

/** Checks the stored bags again, and says what the last check found. */
export function CheckPanel({ page, month, check }: CheckProps) {
  const say = checkWords(page.lang);
  return (
    <>
      <p class="quiet">{say('checkHelp')}</p>
      {check?.state === 'running' ? <CheckProgress {...{ page, month, check }} /> : null}
      {check?.state === 'failed' ? (
        <Notice tone="bad" title={say('checkFailed')}>
          <p lang="zh-CN">{check.detail}</p>
        </Notice>
      ) : null}
      {check?.state === 'done' ? <CheckResult page={page} check={check} /> : null}
      <form method="post" action={paths.checkMonth(month)}>
        <input type="hidden" name="_key" value={page.newKey()} />
        <Button>{say('check')}</Button>
      </form>
    </>
  );
}

/** The bar of a check that goes on, which renews itself until it ends. */
export function CheckProgress({ page, month, check }: CheckProps) {
  const say = monthWords(page.lang);
  const sayCheck = checkWords(page.lang);
  if (check === undefined) return null;
  const { done, total, step } = check;
  return (
    <div
      id="checking"
      data-progress={percentOf({ done, total })}
      hx-get={`${paths.monthNow(month)}?of=check`}
      hx-trigger="every 2s"
      hx-swap="outerMorph"
    >
      <ProgressBar
        value={done}
        max={Math.max(1, total)}
        label={`${sayCheck('checking')} ${step}`}
        note={say('pieces', { done, total })}
      />
    </div>
  );
}

function CheckResult({ page, check }: { page: Page; check: BagsCheck }) {
  const say = monthWords(page.lang);
  const sayCheck = checkWords(page.lang);
  const bad = check.bags.filter(({ verdict }) => toneOf(verdict) === 'bad').length;
  const count = bad === 0 ? check.bags.length : bad;
  const at = sayCheck('checkedAt', { at: localMinuteOf(check.updatedAt, page.document.timeZone) });
  return (
    <div class="stack" id="checked">
      <Notice
        tone={bad === 0 ? 'good' : 'bad'}
        title={sayCheck(bad === 0 ? 'allIntact' : 'someBroken', { count })}
      >
        <p>{at}</p>
      </Notice>
      <DataTable
        caption={at}
        rows={check.bags}
        columns={[
          { title: say('file'), cell: ({ file }) => <span class="number">{file}</span> },
          {
            title: sayCheck('verdict'),
            cell: ({ verdict }) => (
              <Tag tone={toneOf(verdict)}>
                {sayCheck(verdict === 'missing' ? 'missingBag' : verdict)}
              </Tag>
            ),
          },
          {
            title: sayCheck('found'),
            wide: true,
            cell: (bag) => <Findings page={page} bag={bag} />,
          },
        ]}
      />
    </div>
  );
}

function toneOf(verdict: BagCheck['verdict']): Tone {
  if (verdict === 'intact') return 'good';
  return verdict === 'broken' || verdict === 'missing' ? 'bad' : 'warn';
}

function Findings({ page, bag }: { page: Page; bag: BagCheck }) {
  const say = checkWords(page.lang);
  const { files, records, entries, findings, findingCount } = bag;
  const rest = findingCount - findings.length;
  return (
    <>
      {bag.verdict === 'missing' ? null : say('checkedFiles', { files, records, entries })}
      {findings.length === 0 ? null : (
        <ul class="findings">
          {findings.map((finding) => (
            <FindingLine page={page} finding={finding} />
          ))}
          {rest > 0 ? <li>{say('moreFindings', { count: rest })}</li> : null}
        </ul>
      )}
    </>
  );
}

function FindingLine({ page, finding }: { page: Page; finding: Finding }) {
  const say = checkWords(page.lang);
  const { severity, path, expected, found } = finding;
  return (
    <li>
      <strong>{say(severity === 'note' ? 'noteOnly' : 'broken')}</strong> <code>{path}</code>{' '}
      {page.lang === 'zh' ? finding.zh : finding.en}
      {expected === undefined ? null : (
        <span class="quiet">
          {' '}
          {say('expected')} <code>{expected}</code>
        </span>
      )}
      {found === undefined ? null : (
        <span class="quiet">
          {' '}
          {say('foundValue')} <code>{found}</code>
        </span>
      )}
    </li>
  );
}
