import type { FormState } from '../page/form.ts';
import { Button } from './button.tsx';
import { type Fact, Facts } from './facts.tsx';
import { FormActions, PageForm } from './form-page.tsx';
import { SecondSignature } from './form-signature.tsx';
import { TextField } from './form-text.tsx';
import { Notice, Panel } from './panel.tsx';

interface VoidProps {
  readonly form: FormState;
  /** What is about to be voided. */
  readonly facts: readonly Fact[];
  /** Where somebody goes who would rather not. */
  readonly back: string;
  readonly words: Readonly<Record<VoidWord, string>>;
}

type VoidWord = 'help' | 'what' | 'reason' | 'reasonHint' | 'sign' | 'submit' | 'back';

/** Voids something: what it is, what follows, why, and the signature of who approves it. */
export function VoidForm({ form, facts, back, words }: VoidProps) {
  return (
    <>
      <Notice tone="warn" title={words.help} />
      <Panel title={words.what}>
        <Facts pairs={facts} />
      </Panel>
      <PageForm form={form}>
        <TextField
          form={form}
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          wide
          required
          autofocus={form.error === null || undefined}
        />
        <SecondSignature form={form} hint={words.sign} />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {words.submit}
          </Button>
          <a href={back}>{words.back}</a>
        </FormActions>
      </PageForm>
    </>
  );
}
