import { localMinuteOf } from '../../core/month.ts';
import type { OrderView } from '../../dispatch/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SecondSignature } from '../kit/ui/form-signature.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { OrderTag } from './list-page.tsx';
import { dispatchWords } from './words.ts';

/** Which order is about to be voided, why, and who approves it. */
export function VoidOrderPage({ form, order }: { form: FormState; order: OrderView }) {
  const { page } = form;
  const say = dispatchWords(page.lang);
  const { timeZone } = page.document;
  return (
    <Frame
      page={page}
      form={form}
      title={say('voidTitle', { number: order.number })}
      current="orders"
      crumbs={[
        { title: say('title'), href: paths.orders({ month: order.month }) },
        { title: order.number, href: paths.order(order.number) },
      ]}
      badge={<OrderTag page={page} status={order.status} />}
    >
      <Notice tone="warn" title={say('voidHelp')} />
      <Panel title={say('voidWhat')}>
        <Facts
          pairs={[
            { label: say('room'), value: order.room ?? '—' },
            { label: say('takenAt'), value: localMinuteOf(order.takenAt, timeZone) },
            { label: say('by'), value: order.takenBy },
            { label: say('matterField'), value: order.matter, wide: true },
          ]}
        />
      </Panel>
      <PageForm form={form}>
        <TextField
          form={form}
          name="reason"
          label={say('reason')}
          hint={say('reasonHint')}
          wide
          required
          autofocus={form.error === null || undefined}
        />
        <SecondSignature form={form} hint={say('voidSign')} />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {say('voidDo')}
          </Button>
          <a href={paths.order(order.number)}>{say('voidBack')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
