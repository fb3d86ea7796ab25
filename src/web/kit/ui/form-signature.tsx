import type { FormState } from '../page/form.ts';
import type { Lang } from '../page/words.ts';
import { FieldGroup } from './form-field.tsx';
import { TextField } from './form-text.tsx';
import { uiWords } from './words.ts';

interface SignatureProps {
  readonly form: FormState;
  readonly lang?: Lang | undefined;
  readonly hint?: string | undefined;
}

/**
 * Another person's own name and password, typed at the same desk.
 *
 * Sends `approver.username` and `approver.password`; a refusal is a problem of `approver`.
 */
export function SecondSignature({ form, lang = form.page.lang, hint }: SignatureProps) {
  const t = uiWords(lang);
  const field = { form, name: 'approver', label: t('secondTitle'), hint: hint ?? t('secondHint') };
  return (
    <FieldGroup field={field} wide={true}>
      <div class="signing fields">
        <TextField form={form} name="approver.username" label={t('username')} required />
        <TextField
          form={form}
          name="approver.password"
          label={t('password')}
          type="password"
          autocomplete="new-password"
          required
        />
      </div>
    </FieldGroup>
  );
}

interface PasswordAgainProps extends SignatureProps {
  readonly name?: string | undefined;
}

/** The signer's own password once more, which makes the click a signature. */
export function PasswordAgain(props: PasswordAgainProps) {
  const { form, lang = form.page.lang, name = 'password' } = props;
  const t = uiWords(lang);
  return (
    <TextField
      form={form}
      name={name}
      label={t('passwordAgain')}
      hint={props.hint ?? t('passwordAgainHint')}
      type="password"
      autocomplete="current-password"
      required
    />
  );
}
