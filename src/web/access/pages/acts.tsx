import type { AccessAct, AccessFile } from '../../../archives/queries/waiting.ts';
import type { AppError } from '../../../core/app-error.ts';
import { columnsIn } from '../../archives/titles.ts';
import type { FormState } from '../../kit/page/form.ts';
import { mayAt } from '../../kit/page/menu.ts';
import { paths } from '../../kit/page/paths.ts';
import { Button } from '../../kit/ui/button.tsx';
import { Countdown } from '../../kit/ui/countdown.tsx';
import { AreaField } from '../../kit/ui/form-area.tsx';
import { InChinese } from '../../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../../kit/ui/form-page.tsx';
import { TextField } from '../../kit/ui/form-text.tsx';
import { Notice, Panel } from '../../kit/ui/panel.tsx';
import { accessWords } from '../words.ts';

interface ActsProps {
  readonly form: FormState;
  readonly file: AccessFile;
}

/** The act that a request waits for, for whoever may do it; for others of the office, why not. */
export function Acts({ form, file }: ActsProps) {
  const act = nextAct(file);
  if (act === undefined) return null;
  const refusal = file.refusals[act];
  if (refusal === undefined) {
    if (act === 'decide') return <Decide form={form} file={file} />;
    if (act === 'look') return <Look form={form} file={file} />;
    if (act === 'relay') return <Relay form={form} file={file} />;
    return <Hear form={form} file={file} />;
  }
  return isTheirs(form, act, file) ? <WhyNot form={form} refusal={refusal} /> : null;
}

function nextAct({ view }: AccessFile): AccessAct | undefined {
  const acts = { requested: 'decide', approved: 'look', looked: 'relay', relayed: 'hear' } as const;
  return view.status in acts ? acts[view.status as keyof typeof acts] : undefined;
}

/** Whether the reader would look for this act here, and so is told why it is not theirs. */
function isTheirs({ page }: FormState, act: AccessAct, { isOwn }: AccessFile): boolean {
  if (act === 'decide') return mayAt(page, 'archive.approve');
  if (act === 'look') return mayAt(page, 'archive.look') || mayAt(page, 'archive.approve') || isOwn;
  return act === 'relay' && mayAt(page, 'archive.look');
}

function WhyNot({ form, refusal }: { form: FormState; refusal: AppError }) {
  const { lang } = form.page;
  return (
    <Notice tone="info" title={accessWords(lang)('whyNot')}>
      <p>
        <InChinese lang={lang}>{refusal.message}</InChinese>
      </p>
    </Notice>
  );
}

function Decide({ form, file }: ActsProps) {
  const say = accessWords(form.page.lang);
  const { id, minutes } = file.view;
  return (
    <Panel title={say('decision')}>
      <PageForm form={form} action={paths.accessAct(id, 'approve')}>
        <p>{say('approveNote', { count: minutes })}</p>
        <p class="cluster">
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('approve')}
          </Button>
        </p>
      </PageForm>
      <PageForm form={form} action={paths.accessAct(id, 'refuse')}>
        <AreaField
          form={form}
          name="reason"
          label={say('refuseReason')}
          hint={say('refuseHint')}
          required
          rows={2}
          maxlength={1000}
        />
        <p class="cluster">
          <Button kind="danger" hotkey="Ctrl+Enter">
            {say('refuse')}
          </Button>
        </p>
      </PageForm>
    </Panel>
  );
}

function Look({ form, file }: ActsProps) {
  const { page } = form;
  const say = accessWords(page.lang);
  const { id, fields, askedBy, until } = file.view;
  return (
    <Panel title={say('lookTitle')}>
      <PageForm form={form} action={paths.accessAct(id, 'look')}>
        <p>{say('lookNote', { fields: columnsIn(page.lang, fields), name: askedBy })}</p>
        {until === null ? null : (
          <p>
            <Countdown dueAt={until} now={page.now} lang={page.lang} label={say('look')} />
          </p>
        )}
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('lookNow')}
          </Button>
        </FormActions>
      </PageForm>
    </Panel>
  );
}

function Relay({ form, file }: ActsProps) {
  return <RelayPanel form={form} id={file.view.id} />;
}

/** What the clerk who looked writes down of what they tell the asker. */
export function RelayPanel({ form, id }: { form: FormState; id: string }) {
  const say = accessWords(form.page.lang);
  return (
    <Panel title={say('relayTitle')}>
      <PageForm form={form} action={paths.accessAct(id, 'relay')}>
        <p>{say('relayNote')}</p>
        <AreaField
          form={form}
          name="words"
          label={say('words')}
          hint={say('wordsHint')}
          required
          maxlength={1000}
        />
        <TextField form={form} name="to" label={say('to')} required maxlength={60} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('relaySend')}
          </Button>
        </FormActions>
      </PageForm>
    </Panel>
  );
}

function Hear({ form, file }: ActsProps) {
  const say = accessWords(form.page.lang);
  const { id, lookedBy } = file.view;
  return (
    <Panel title={say('heardTitle')}>
      <PageForm form={form} action={paths.accessAct(id, 'hear')}>
        <p>{say('hearNote', { name: lookedBy ?? '' })}</p>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('hearNow')}
          </Button>
        </FormActions>
      </PageForm>
    </Panel>
  );
}
