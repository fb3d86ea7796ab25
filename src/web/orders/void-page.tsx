import { localMinuteOf } from '../../core/month.ts';
import type { OrderView } from '../../dispatch/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { VoidForm } from '../kit/ui/void-form.tsx';
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
      <VoidForm
        form={form}
        back={paths.order(order.number)}
        facts={[
          { label: say('room'), value: order.room ?? '—' },
          { label: say('takenAt'), value: localMinuteOf(order.takenAt, timeZone) },
          { label: say('by'), value: order.takenBy },
          { label: say('matterField'), value: order.matter, wide: true },
        ]}
        words={{
          help: say('voidHelp'),
          what: say('voidWhat'),
          reason: say('reason'),
          reasonHint: say('reasonHint'),
          sign: say('voidSign'),
          submit: say('voidDo'),
          back: say('voidBack'),
        }}
      />
    </Frame>
  );
}
