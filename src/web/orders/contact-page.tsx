import type { OrderContact } from '../../dispatch/open-contact.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { dispatchWords } from './words.ts';

/** Whom to ask for at the door, shown once while the order is open. */
export function OrderContactPage(props: { page: Page; number: string; contact: OrderContact }) {
  const { page, number, contact } = props;
  const say = dispatchWords(page.lang);
  const title = say('contactTitle', { number });
  return (
    <Frame
      page={page}
      title={title}
      current="orders"
      crumbs={[
        { title: say('title'), href: paths.orders() },
        { title: number, href: paths.order(number) },
      ]}
      actions={
        <ButtonLink kind="primary" href={paths.order(number)}>
          {say('toOrder')}
        </ButtonLink>
      }
    >
      <Notice tone="info" title={say('contactOnce')} />
      <Panel title={title}>
        <Facts
          pairs={[
            { label: say('contactName'), value: contact.name || '—' },
            {
              label: say('contactPhone'),
              value:
                contact.phone === '' ? (
                  '—'
                ) : (
                  <a
                    class="number phone-number"
                    href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}
                  >
                    {contact.phone}
                  </a>
                ),
            },
          ]}
        />
      </Panel>
    </Frame>
  );
}
