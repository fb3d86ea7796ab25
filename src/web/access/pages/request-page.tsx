import type { AccessRequestView } from '../../../archives/model.ts';
import type { AccessFile } from '../../../archives/queries/waiting.ts';
import { localMinuteOf } from '../../../core/month.ts';
import { columnsIn, purposeIn } from '../../archives/titles.ts';
import type { FormState } from '../../kit/page/form.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { Facts } from '../../kit/ui/facts.tsx';
import { Panel } from '../../kit/ui/panel.tsx';
import { Steps } from '../../kit/ui/steps.tsx';
import { Timeline } from '../../kit/ui/timeline.tsx';
import { stepsOf } from '../steps.ts';
import { accessWords } from '../words.ts';
import { Acts } from './acts.tsx';
import { isDenied, kindIn } from './log-page.tsx';
import { StateOf } from './requests-page.tsx';

interface RequestPageProps {
  readonly form: FormState;
  readonly file: AccessFile;
}

/** One request: what is asked, how far it has come, and what its reader may do about it. */
export function RequestPage({ form, file }: RequestPageProps) {
  const { page } = form;
  const say = accessWords(page.lang);
  const { view } = file;
  return (
    <Frame
      page={page}
      title={say('requestOf', { room: view.room })}
      current={mayAt(page, 'archive.read') ? 'archives' : undefined}
      crumbs={[{ title: say('title'), href: paths.accessRequests() }]}
      badge={<StateOf page={page} status={view.status} />}
      form={form}
    >
      <Steps lang={page.lang} steps={stepsOf(page, file)} />
      <Asked page={page} view={view} />
      <Acts form={form} file={file} />
      <Panel title={say('trail')}>
        <p class="quiet">{say('trailNote')}</p>
        <Timeline
          steps={file.trail.map(({ at, kind, name }) => ({
            at: localMinuteOf(at, page.document.timeZone),
            instant: at,
            who: name,
            title: kindIn(page, kind),
            tone: isDenied(kind) ? ('bad' as const) : ('neutral' as const),
          }))}
        />
      </Panel>
    </Frame>
  );
}

function Asked({ page, view }: { page: Page; view: AccessRequestView }) {
  const say = accessWords(page.lang);
  const { room, fields, purpose, reason, minutes, askedBy, askedAt } = view;
  return (
    <Panel title={say('what')}>
      <Facts
        pairs={[
          {
            label: say('room'),
            value: mayAt(page, 'archive.read') ? (
              <a class="number" href={paths.archive(room)}>
                {room}
              </a>
            ) : (
              <span class="number">{room}</span>
            ),
          },
          {
            label: say('asker'),
            value: `${askedBy} ${localMinuteOf(askedAt, page.document.timeZone)}`,
          },
          { label: say('purpose'), value: purposeIn(page.lang, purpose) },
          { label: say('minutes'), value: say('minutesOf', { count: minutes }) },
          { label: say('fields'), value: columnsIn(page.lang, fields), wide: true },
          { label: say('reason'), value: <span class="as-typed">{reason}</span>, wide: true },
        ]}
      />
    </Panel>
  );
}
