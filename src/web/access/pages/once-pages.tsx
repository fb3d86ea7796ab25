import type { AccessRequestView, LookedFields } from '../../../archives/model.ts';
import type { RelayedWords } from '../../../archives/relay-model.ts';
import { ShownOnce } from '../../archives/pages/shown-once.tsx';
import type { FormState } from '../../kit/page/form.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { ButtonLink } from '../../kit/ui/button.tsx';
import { FormActions } from '../../kit/ui/form-page.tsx';
import { Notice, Panel } from '../../kit/ui/panel.tsx';
import { accessWords } from '../words.ts';
import { RelayPanel } from './acts.tsx';

interface SeenPageProps {
  readonly form: FormState;
  readonly opened: LookedFields;
  readonly view: AccessRequestView;
}

/** The approved fields, shown once to a clerk, who then writes down what is passed on. */
export function SeenPage({ form, opened, view }: SeenPageProps) {
  const { page } = form;
  const say = accessWords(page.lang);
  const title = say('seenTitle', { room: opened.room });
  return (
    <Frame {...{ page, title, form }} current="archives" crumbs={crumbsOf(page, view)}>
      <Panel title={say('lookTitle')}>
        <ShownOnce page={page} opened={opened} />
      </Panel>
      <RelayPanel form={form} id={view.id} />
    </Frame>
  );
}

interface HeardPageProps {
  readonly page: Page;
  readonly heard: RelayedWords;
  readonly view: AccessRequestView;
}

/** What was passed on, shown once to the asker. */
export function HeardPage({ page, heard, view }: HeardPageProps) {
  const say = accessWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('heardTitle')}
      current={mayAt(page, 'archive.read') ? 'archives' : undefined}
      crumbs={crumbsOf(page, view)}
    >
      <Panel title={say('requestOf', { room: view.room })}>
        <p class="as-typed shown-value">{heard.words}</p>
        <p class="quiet">{say('toWhom', { name: heard.to })}</p>
        <Notice tone="warn" title={say('shownOnce')} />
      </Panel>
      <FormActions>
        <ButtonLink href={paths.accessRequest(view.id)}>{say('backToRequest')}</ButtonLink>
      </FormActions>
    </Frame>
  );
}

function crumbsOf(page: Page, { id, room }: AccessRequestView) {
  const say = accessWords(page.lang);
  return [
    { title: say('title'), href: paths.accessRequests() },
    { title: say('requestOf', { room }), href: paths.accessRequest(id) },
  ];
}
