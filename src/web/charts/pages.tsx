import { raw } from 'hono/html';
import { postedInHandbook, siteChartsOf } from '../../catalogue/charts.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import { drawSvg } from '../../core/chart/chart-svg.ts';
import { siteChartNames } from '../../core/chart/site-chart.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { setUpCrumb } from '../set-up/crumb.ts';
import { ChartFields } from './fields.tsx';
import type { ChartPart } from './settings.ts';
import { chartWords } from './words.ts';

/** A policy in force that shows a chart. */
export interface ChartUser {
  readonly code: string;
  readonly title: string;
}

interface ChartsProps {
  readonly page: Page;
  readonly users: Readonly<Partial<Record<ChartPart, readonly ChartUser[]>>>;
}

/** The five charts as they are drawn today, each with the way to change it. */
export function ChartsPage({ page, users }: ChartsProps) {
  const say = chartWords(page.lang);
  const { document } = page;
  return (
    <Frame
      page={page}
      title={say('title')}
      crumbs={setUpCrumb(page)}
      actions={<ButtonLink href={paths.handbook()}>{say('toHandbook')}</ButtonLink>}
    >
      <p>{say('lead')}</p>
      {siteChartNames.map((name) => (
        <Panel title={say(name)} id={name} actions={<EditLink page={page} part={name} />}>
          <UsedBy page={page} users={users[name] ?? []} />
          <Drawing document={document} part={name} />
        </Panel>
      ))}
      <Panel title={say('posted')} id="posted" actions={<EditLink page={page} part="posted" />}>
        <p>{say(postedInHandbook(document) ? 'postedNow' : 'postedNot')}</p>
      </Panel>
    </Frame>
  );
}

function EditLink({ page, part }: { page: Page; part: ChartPart }) {
  const say = chartWords(page.lang);
  if (!mayAt(page, 'catalogue.edit')) return null;
  return (
    <a href={paths.setUpChart(part)} aria-label={say('editOf', { title: say(part) })}>
      {say('edit')}
    </a>
  );
}

function UsedBy({ page, users }: { page: Page; users: readonly ChartUser[] }) {
  const say = chartWords(page.lang);
  if (users.length === 0) return <p class="quiet">{say('usedByNone')}</p>;
  return (
    <p class="quiet">
      {say('usedBy')}
      {users.map(({ code, title }) => (
        <a href={paths.policy(code)}>
          {code} <span lang="zh-CN">{title}</span>
        </a>
      ))}
    </p>
  );
}

/** The drawing of a part; nothing, where it has none or cannot be drawn. */
function Drawing({ document, part }: { document: SiteDocument; part: ChartPart }) {
  const svg = part === 'posted' ? undefined : drawn(document, part);
  if (svg === undefined) return null;
  // It scrolls sideways on a narrow screen, and must then be reached by the keyboard.
  const open = '<figure class="policy-chart" tabindex="0" role="group" lang="zh-CN">';
  return <>{raw(`${open}${svg}</figure>`)}</>;
}

function drawn(document: SiteDocument, part: Exclude<ChartPart, 'posted'>): string | undefined {
  try {
    return drawSvg(siteChartsOf(document)[part], part).svg;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

interface EditProps {
  readonly form: FormState;
  readonly part: ChartPart;
  readonly document: SiteDocument;
  readonly version: number;
  readonly users: readonly ChartUser[];
  /** What was typed against what another saved meanwhile. */
  readonly stale: readonly string[] | undefined;
}

/** The form of one chart, with the chart as it is now. */
export function EditChartPage({ form, part, document, version, users, stale }: EditProps) {
  const { page } = form;
  const say = chartWords(page.lang);
  return (
    <Frame
      page={page}
      title={say(part)}
      form={form}
      crumbs={[...setUpCrumb(page), { title: say('title'), href: paths.setUpCharts() }]}
    >
      {stale === undefined ? null : (
        <Notice tone="warn" title={say('staleTitle')}>
          <p>{say(stale.length === 0 ? 'staleSame' : 'staleHelp')}</p>
          <ChangeList changes={stale} />
        </Notice>
      )}
      {part === 'posted' ? null : (
        <>
          <UsedBy page={page} users={users} />
          {users.length === 0 ? null : <p class="quiet">{say('usedByHint')}</p>}
        </>
      )}
      <div class="settings">
        <PageForm form={form} action={paths.setUpChart(part)}>
          <input type="hidden" name="expects" value={String(version)} />
          <ChartFields form={form} document={document} part={part} />
          <FormActions>
            <Button kind="primary" name="step" value="check" hotkey="Ctrl+Enter">
              {say('check')}
            </Button>
          </FormActions>
        </PageForm>
      </div>
      {part === 'posted' ? null : (
        <Panel title={say('now')} id="now">
          <Drawing document={document} part={part} />
        </Panel>
      )}
    </Frame>
  );
}

interface CheckProps {
  readonly form: FormState;
  readonly part: ChartPart;
  readonly changes: readonly string[];
  readonly after: SiteDocument;
}

/** What a change says in words and how the chart will look, before it is saved. */
export function CheckChartPage({ form, part, changes, after }: CheckProps) {
  const { page, values } = form;
  const say = chartWords(page.lang);
  const kept = values.fields.filter(([name]) => !name.startsWith('_') && name !== 'step');
  return (
    <Frame
      page={page}
      title={say('checkTitle', { title: say(part) })}
      form={form}
      crumbs={[...setUpCrumb(page), { title: say('title'), href: paths.setUpCharts() }]}
    >
      <Panel title={say('changes')} id="changes">
        {changes.length === 0 ? <p>{say('noChange')}</p> : <ChangeList changes={changes} />}
      </Panel>
      <p>{say('checkLead')}</p>
      <PageForm form={form} action={paths.setUpChart(part)}>
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <FormActions>
          {changes.length === 0 ? null : (
            <Button kind="primary" name="step" value="save" hotkey="Ctrl+Enter">
              {say('save')}
            </Button>
          )}
          <Button name="step" value="back">
            {say('back')}
          </Button>
        </FormActions>
      </PageForm>
      {part === 'posted' ? null : (
        <Panel title={say('after')} id="after">
          <Drawing document={after} part={part} />
        </Panel>
      )}
    </Frame>
  );
}

function ChangeList({ changes }: { changes: readonly string[] }) {
  if (changes.length === 0) return null;
  return (
    <ul>
      {changes.map((words) => (
        <li lang="zh-CN">{words}</li>
      ))}
    </ul>
  );
}
