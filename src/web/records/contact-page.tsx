import type { LookedFields } from '../../archives/model.ts';
import type { RecordView } from '../../records/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { showWords } from './show-words.ts';

/** Name and phone of a household, shown once for one open matter. */
export function ContactPage(props: {
  page: Page;
  view: Pick<RecordView, 'number'>;
  contact: LookedFields;
}) {
  const { page, view, contact } = props;
  const say = showWords(page.lang);
  const phone = contact.fields.联系电话 ?? '';
  return (
    <Frame
      page={page}
      title={say('contactTitle', { room: contact.room })}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        { title: view.number, href: paths.record(view.number) },
      ]}
      actions={
        <ButtonLink kind="primary" href={paths.record(view.number)}>
          {say('back')}
        </ButtonLink>
      }
    >
      <Notice tone="info" title={say('contactOnce', { number: view.number })} />
      <Panel title={contact.room}>
        <Facts
          pairs={[
            { label: say('owner'), value: contact.fields.业主姓名 ?? '' },
            {
              label: say('phone'),
              value: (
                <a class="number phone-number" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
                  {phone}
                </a>
              ),
            },
          ]}
        />
      </Panel>
    </Frame>
  );
}
