import type { LookedFields } from '../../../archives/model.ts';
import { Frame } from '../../kit/page/frame.tsx';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { ButtonLink } from '../../kit/ui/button.tsx';
import { FormActions } from '../../kit/ui/form-page.tsx';
import { Panel } from '../../kit/ui/panel.tsx';
import { archiveWords } from '../words.ts';
import { ShownOnce } from './shown-once.tsx';

interface ContactPageProps {
  readonly page: Page;
  readonly opened: LookedFields;
  readonly matter: string;
}

/** Name and telephone of a household, opened for one of its open matters. */
export function ContactPage({ page, opened, matter }: ContactPageProps) {
  const say = archiveWords(page.lang);
  const { room } = opened;
  return (
    <Frame
      page={page}
      title={say('contactTitle', { room })}
      current="archives"
      crumbs={[
        { title: say('title'), href: paths.archives() },
        { title: room, href: paths.archive(room) },
      ]}
    >
      <Panel title={say('contactPurpose', { matter })}>
        <ShownOnce page={page} opened={opened} />
      </Panel>
      <FormActions>
        <ButtonLink kind="primary" href={paths.record(matter)}>
          {say('openMatter', { matter })}
        </ButtonLink>
        <ButtonLink href={paths.archive(room)}>{say('backToArchive', { room })}</ButtonLink>
      </FormActions>
    </Frame>
  );
}
