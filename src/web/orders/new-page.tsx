import type { Child } from 'hono/jsx';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { RoomField } from '../kit/ui/form-room.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { TickField } from '../kit/ui/form-tick.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { dispatchWords } from './words.ts';

interface NewOrderProps {
  readonly form: FormState;
  /** The record that is dispatched, where the address names one. */
  readonly record: string | undefined;
  /** Orders that were taken for it before. */
  readonly before: readonly string[];
  readonly departments: readonly string[];
  readonly roomCard?: Child;
}

/** The form that takes the next number. */
export function NewOrderPage(props: NewOrderProps) {
  const { form, record, before, departments, roomCard } = props;
  const { page } = form;
  const say = dispatchWords(page.lang);
  const isPlain = record === undefined;
  return (
    <Frame
      page={page}
      form={form}
      title={say('newTitle')}
      current="orders"
      crumbs={[{ title: say('title'), href: paths.orders() }]}
    >
      {record !== undefined && before.length > 0 ? (
        <Notice tone="warn" title={say('already', { number: record, orders: before.join('、') })} />
      ) : null}
      <p class="quiet">
        {isPlain ? null : `${say('forRecord', { number: record })} · `}
        {say('newHelp')}
      </p>
      <PageForm form={form}>
        <Fields>
          <RoomField
            form={form}
            name="room"
            label={say('room')}
            lookup="/rooms"
            card={roomCard}
            autofocus={(isPlain && form.error === null) || undefined}
          />
          <TextField
            form={form}
            name="department"
            label={say('department')}
            list={departments}
            autofocus={(!isPlain && form.error === null) || undefined}
          />
          <TextField form={form} name="engineer" label={say('engineer')} />
          <AreaField form={form} name="matter" label={say('matterField')} rows={2} required />
          <TextField
            form={form}
            name="record"
            label={say('record')}
            hint={say('recordHint', { month: page.today.slice(0, 7).replace('-', '') })}
          />
        </Fields>
        {record === undefined || before.length === 0 ? null : (
          <>
            <input type="hidden" name="warned" value="yes" />
            <TickField form={form} name="again" label={say('again')} required />
          </>
        )}
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('take')}
          </Button>
          <a href={isPlain ? paths.orders() : paths.record(record)}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
