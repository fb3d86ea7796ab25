import { siteChartsOf } from '../../catalogue/charts.ts';
import type { PolicyView, VersionView } from '../../policies/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { WallBadge } from '../kit/ui/tag.tsx';
import type { WallView } from '../walls/state-tag.tsx';
import { TextBody, TextContents } from './policy-text.tsx';
import { readText } from './read-text.ts';
import { minuteAt, Zh } from './titles.tsx';
import { VersionList } from './version-list.tsx';
import { WallPanel } from './wall-panel.tsx';
import { policyWords } from './words.ts';

interface PolicyProps {
  readonly page: Page;
  readonly policy: PolicyView;
  /** The day asked for, and the version in force on it. */
  readonly on: { readonly day: string; readonly isDay: boolean };
  readonly shown: VersionView | undefined;
  readonly walls: readonly WallView[];
}

/** A policy: the text in force on a day, its versions, its walls. */
export function PolicyPage({ page, policy, on, shown, walls }: PolicyProps) {
  const say = policyWords(page.lang);
  const read =
    shown === undefined
      ? undefined
      : readText(shown.text, policy.title, { charts: siteChartsOf(page.document) });
  const isToday = on.day === page.today;
  const heading =
    shown === undefined
      ? say('text')
      : isToday
        ? say('textNow', { version: shown.version, day: shown.inForceFrom ?? '' })
        : say('textOf', { version: shown.version, day: on.day });
  return (
    <Frame
      page={page}
      title={`${policy.code} ${policy.title}`}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.policies() }]}
      badge={policy.posted ? <WallBadge lang={page.lang} /> : null}
      actions={<Actions page={page} policy={policy} />}
    >
      <Retiring page={page} policy={policy} />
      <div class="policy-columns">
        {read === undefined ? null : <TextContents read={read} lang={page.lang} />}
        <div class="policy-main">
          <Panel title={heading} id="text">
            {on.isDay ? null : <Notice tone="bad" title={say('badDay', { day: on.day })} />}
            {read === undefined ? (
              <Empty title={isToday ? say('noneInForce') : say('noneInForceOn', { day: on.day })}>
                <p>{say(isEnded(page, policy) ? 'retiredHelp' : 'noneInForceHelp')}</p>
              </Empty>
            ) : (
              <TextBody read={read} />
            )}
          </Panel>
        </div>
        <div class="policy-side">
          <Panel title={say('onDay')}>
            <form method="get" action={paths.policy(policy.code)} class="policy-day">
              <input
                class="input input-date"
                type="date"
                name="on"
                value={on.day}
                aria-label={say('onDay')}
              />
              <Button>{say('show')}</Button>
              {isToday ? null : <a href={paths.policy(policy.code)}>{say('today')}</a>}
            </form>
            <Facts
              pairs={[
                { label: say('department'), value: <Zh>{policy.department}</Zh> },
                ...(policy.source === ''
                  ? []
                  : [{ label: say('source'), value: <Zh>{policy.source}</Zh> }]),
              ]}
            />
          </Panel>
          <WallPanel page={page} policy={policy} walls={walls} />
          <Panel title={say('versions')} id="versions">
            <VersionList page={page} policy={policy} />
          </Panel>
        </div>
      </div>
    </Frame>
  );
}

function Actions({ page, policy }: Pick<PolicyProps, 'page' | 'policy'>) {
  const say = policyWords(page.lang);
  const { code, versions } = policy;
  const isOpen = versions.some(
    ({ status, inForceUntil }) => status === 'published' && inForceUntil === null,
  );
  return (
    <>
      {mayAt(page, 'policy.publish') && isOpen ? (
        <ButtonLink href={paths.retirePolicy(code)}>{say('retire')}</ButtonLink>
      ) : null}
      {isOpen && mayAt(page, 'posting.post') ? (
        <ButtonLink href={paths.posterForm(code)}>{say('posterLink')}</ButtonLink>
      ) : null}
      {mayAt(page, 'policy.write') ? (
        <ButtonLink kind="primary" hotkey="F2" href={paths.writePolicy(code)}>
          {say(versions.length === 0 ? 'writeFirst' : 'write')}
        </ButtonLink>
      ) : (
        <span class="quiet">{say('maynotWrite')}</span>
      )}
    </>
  );
}

/** Whether the last version that was in force ended for good. */
function isEnded(page: Page, { versions }: PolicyView): boolean {
  const last = versions.filter(({ inForceFrom }) => inForceFrom !== null).at(-1);
  return last?.inForceUntil != null && last.inForceUntil <= page.today;
}

/** That a policy ends, where that is settled. */
function Retiring({ page, policy }: Pick<PolicyProps, 'page' | 'policy'>) {
  const last = policy.versions.filter(({ inForceFrom }) => inForceFrom !== null).at(-1);
  if (last?.inForceUntil == null) return null;
  const isOver = last.inForceUntil <= page.today;
  const title = policyWords(page.lang)(isOver ? 'isRetired' : 'retiring', {
    day: last.inForceUntil,
  });
  const end = policy.retirements.findLast(({ version }) => version === last.version);
  return (
    <Notice tone={isOver ? 'info' : 'warn'} title={title}>
      {end === undefined ? null : (
        <p>
          <InChinese lang={page.lang}>
            {policyWords(page.lang)('retiredWhy', {
              name: end.retiredBy,
              at: minuteAt(page, end.retiredAt),
              reason: end.reason,
            })}
          </InChinese>
        </p>
      )}
    </Notice>
  );
}
